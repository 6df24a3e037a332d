/* Runs before the theme. Served: the search and its index, by far the largest file, are fetched when a search begins, not
   with the page. Opened as a file: browsers start no worker there, so the search runs in an empty frame instead. Either
   is asked by `Asker` in other words than were typed, which `search-query.js` gives. */
(function () {
  "use strict";

  /* What stands between the words of a fact and the further spellings that the search finds it by. */
  var SPELLINGS = "\u2063";
  var assets = new URL(".", document.currentScript.src), RealWorker = window.Worker;
  if (location.protocol === "file:") { window.Worker = function (url) { return Asker(FrameWorker(url)); }; return; }

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

  if (RealWorker) window.Worker = function (url) { return Asker(LateWorker(url)); };

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

  /* A worker of the search that is asked once more in other words where it found nothing; messages 2 ask, 3 answer. */
  function Asker(inner) {
    var outer = new EventTarget(), asked = [], forms = null, waiting = null;
    function ask(typed, form) {
      asked.push({ typed: typed, form: form });
      inner.postMessage({ type: 2, data: forms(typed)[form].query });
    }
    outer.postMessage = function (message) {
      if (message.type !== 2) { inner.postMessage(message); return; }
      if (forms) { ask(message.data, 0); return; }
      if (waiting === null) script("search-query.js", ready);
      waiting = message.data;
    };
    function ready() {
      forms = window.searchForms || function (typed) { return [{ query: typed, note: "" }]; };
      ask(waiting, 0);
    }
    outer.terminate = function () { inner.terminate(); };
    inner.addEventListener("message", function (event) {
      if (event.data.type === 3) answer(asked.shift(), event.data);
      else outer.dispatchEvent(new MessageEvent("message", { data: event.data }));
    });
    function answer(one, message) {
      var all = forms(one.typed), found = message.data.items.length;
      if (asked.length) return;
      if (!found && one.form + 1 < all.length) { ask(one.typed, one.form + 1); return; }
      message.data.items.forEach(function (page) { page.forEach(shorten); });
      outer.dispatchEvent(new MessageEvent("message", { data: message }));
      tell(one.typed, found ? all[one.form].note : "nothing");
    }
    return outer;
  }

  /* Other spellings of a figure are found, and not shown: 600.000 could be read as six hundred. */
  function shorten(item) {
    if (typeof item.text === "string") item.text = item.text.split(SPELLINGS)[0];
  }

  function script(name, then) {
    var made = document.createElement("script");
    made.src = new URL(name, assets).href;
    made.onload = made.onerror = then;
    document.head.appendChild(made);
  }

  /* What the reader is told above the results, beside their number. */
  function tell(typed, note) {
    var meta = document.querySelector(".md-search-result__meta"), place = document.querySelector(".search-note");
    if (!place && meta) {
      place = document.createElement("p");
      place.className = "search-note";
      place.setAttribute("role", "status");
      meta.after(place);
    }
    if (!place) return;
    place.dataset.typed = typed;
    place.hidden = !note || !typed.trim();
    place.textContent = place.hidden ? "" : note;
    if (note !== "nothing" || place.hidden) return;
    place.textContent = "Nothing here has \u201c" + typed.trim() + "\u201d. The search knows the words that the sources print, " +
      "and few brand names: try the generic name, a shorter word, or the figure without its unit. Or look through ";
    link(place, "measures/index.html", "all measures");
    place.append(" or ");
    link(place, "references/index.html", "all references");
    place.append(".");
  }

  function link(place, address, name) {
    var made = document.createElement("a");
    made.href = new URL("../" + address, assets).href;
    made.textContent = name;
    place.append(made);
  }
})();
