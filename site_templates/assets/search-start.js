/* Runs before the theme. Served: the search and its index, by far the largest file, are fetched when a search begins, not
   with the page. Opened as a file: browsers start no worker there, so the search runs in an empty frame instead. */
(function () {
  "use strict";

  if (location.protocol === "file:") { window.Worker = FrameWorker; return; }

  var held = [], late = [], begun = /[?&]q=/.test(location.search);
  var open = XMLHttpRequest.prototype.open, send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.open = function (method, url) {
    this.waits = /\/search\/search_index\.json$/.test(String(url));
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    if (this.waits && !begun) held.push([this, arguments]);
    else send.apply(this, arguments);
  };
  function begin() {
    begun = true;
    late.splice(0).forEach(function (start) { start(); });
    held.splice(0).forEach(function (one) { send.apply(one[0], one[1]); });
  }
  document.addEventListener("focusin", function (event) { if (event.target.name === "query") begin(); });
  document.addEventListener("change", function (event) { if (event.target.id === "__search") begin(); });

  var RealWorker = window.Worker;
  if (RealWorker) window.Worker = LateWorker;

  function LateWorker(url) {
    var outer = new EventTarget(), waiting = [], real = null;
    function start() {
      real = new RealWorker(url);
      real.addEventListener("message", function (event) { outer.dispatchEvent(new MessageEvent("message", { data: event.data })); });
      waiting.splice(0).forEach(function (data) { real.postMessage(data); });
    }
    outer.postMessage = function (data) { if (real) real.postMessage(data); else waiting.push(data); };
    outer.terminate = function () { if (real) real.terminate(); };
    if (begun) start();
    else late.push(start);
    return outer;
  }

  function FrameWorker(url) {
    var outer = new EventTarget(), waiting = [], ready = false;
    var frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "Search";
    document.body.appendChild(frame);
    var inner = frame.contentWindow;
    inner.postMessage = function (data) { outer.dispatchEvent(new MessageEvent("message", { data: data })); };
    function pass(data) { inner.dispatchEvent(new inner.MessageEvent("message", { data: data })); }
    outer.postMessage = function (data) { if (ready) pass(data); else waiting.push(data); };
    outer.terminate = function () { frame.remove(); };
    var script = inner.document.createElement("script");
    script.src = new URL(url, location.href).href;
    script.onload = function () { ready = true; waiting.splice(0).forEach(pass); };
    inner.document.body.appendChild(script);
    return outer;
  }
})();
