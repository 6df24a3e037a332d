/* Keeps the site on the device, and says when the edition on the screen is not the one that is published now. */
(function () {
  "use strict";

  var own = document.querySelector("[data-edition]");
  if (!/^https?:$/.test(location.protocol)) return;
  var root = new URL("../", document.currentScript.src);
  var edition = own ? own.dataset.edition : "";
  var asked = 0, active = null;

  var manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = new URL("manifest.webmanifest", root).href;
  document.head.appendChild(manifest);

  function say(words, action) {
    var bar = document.getElementById("edition-notice") || document.createElement("p");
    bar.id = "edition-notice";
    bar.setAttribute("role", "status");
    bar.textContent = words;
    if (action) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = "Load it";
      button.addEventListener("click", function () { location.reload(); });
      bar.append(" ", button);
    }
    var place = document.querySelector(".md-content__inner") || document.body;
    place.insertBefore(bar, place.firstChild);
  }

  function hush() {
    var bar = document.getElementById("edition-notice");
    if (bar) bar.remove();
  }

  function cutOff() {
    fetch(new URL("kept.json", root)).then(function (answer) { return answer.json(); }).then(function (kept) {
      var last = kept.checked ? " It was last compared with the published one on " + kept.checked + "." : "";
      say("Offline: edition " + edition + ", kept on this device. A newer edition may exist." + last);
    }, function () {});
  }

  function ask() {
    if (!edition || Date.now() - asked < 60000) return;
    asked = Date.now();
    fetch(new URL("edition.json", root), { cache: "no-store" }).then(function (answer) { return answer.json(); }).then(function (published) {
      if (published.edition === edition) {
        hush();
        if (active) active.postMessage("checked");
      } else say("This is an old edition (" + edition + "). A newer one exists: " + published.edition + ".", true);
    }, function () { asked = 0; cutOff(); });
  }

  function keep() {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.register(new URL("service-worker.js", root)).then(function () {
      return navigator.serviceWorker.ready;
    }).then(function (registration) {
      active = registration.active;
      document.documentElement.dataset.kept = edition;
      setTimeout(function () { active.postMessage("keep the rest"); }, 4000);
    }, function () {});
  }

  window.addEventListener("load", function () { ask(); setTimeout(keep, 1000); });
  window.addEventListener("online", ask);
  window.addEventListener("offline", cutOff);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) ask(); });
})();
