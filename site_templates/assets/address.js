/* The fragment of the address, `anchor&name=value&...`: where readers are and what they chose. It is the only place that
   holds a choice. Runs before the theme, so that all other scripts find the anchor alone there, as they expect. */
(function () {
  "use strict";

  var CARRIED = "packet", LONGEST = 8000;
  var root = new URL("../", document.currentScript.src), site = root.href;
  var anchor = "", choices = new Map(), listeners = [], traversing = false;

  function read(fragment) {
    var parts = fragment.replace(/^#/, "").slice(0, LONGEST).split("&"), found = { anchor: "", choices: new Map() };
    parts.forEach(function (part, number) {
      var equal = part.indexOf("="), value;
      if (equal < 0) {
        if (!number && /^[\w.:%~-]*$/.test(part)) found.anchor = part;
        return;
      }
      try { value = decodeURIComponent(part.slice(equal + 1)); } catch (fault) { value = part.slice(equal + 1); }
      if (/^[a-z]+$/.test(part.slice(0, equal)) && value) found.choices.set(part.slice(0, equal), value);
    });
    return found;
  }

  function written(from, names) {
    var parts = from ? [from] : [];
    names.forEach(function (name) {
      if (choices.has(name)) parts.push(name + "=" + encodeURIComponent(choices.get(name)).replace(/%2C/g, ",").replace(/%3A/g, ":"));
    });
    return parts.join("&");
  }

  function put(fragment) {
    var url = new URL(location.href);
    url.hash = fragment;
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  function show() { put(written(anchor, Array.from(choices.keys()))); }

  function tell() { listeners.forEach(function (listener) { listener(); }); }

  /* What is carried goes along with the reader, back and forward too, where the browser tells from where. */
  function carry(from) {
    var before = from && from.url && from.url.indexOf(site) === 0 ? read(new URL(from.url).hash).choices : null;
    if (!before) return;
    if (before.has(CARRIED)) choices.set(CARRIED, before.get(CARRIED));
    else choices.delete(CARRIED);
  }

  function arrived() {
    var activation = window.navigation && window.navigation.activation;
    if (activation && activation.navigationType === "traverse") carry(activation.from);
  }

  function changed() {
    var now = read(location.hash), kept = choices.get(CARRIED);
    anchor = now.anchor;
    if (now.choices.size || !anchor) choices = now.choices;
    if (kept && (traversing || !choices.has(CARRIED))) choices.set(CARRIED, kept);
    if (traversing && !kept) choices.delete(CARRIED);
    traversing = false;
    put(anchor);
    setTimeout(function () { show(); tell(); });
  }

  function address(href, more) {
    var url = new URL(href, location.href), own = read(url.hash), held = choices;
    choices = new Map(own.choices);
    if (held.has(CARRIED)) choices.set(CARRIED, held.get(CARRIED));
    else choices.delete(CARRIED);
    Object.keys(more || {}).forEach(function (name) { choices.set(name, more[name]); });
    url.hash = written(own.anchor, Array.from(choices.keys()));
    choices = held;
    return url.href;
  }

  /* A link to another page of this site takes along what is carried, however it is followed or copied. */
  function follow(event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || typeof link.href !== "string" || link.href.indexOf(site) !== 0) return;
    var here = location.href.split("#")[0], there = link.href.split("#");
    if (there[0] === here && there.length > 1 && there[1].indexOf("=") < 0) return;
    var target = address(link.href);
    if (target !== link.href) link.href = target;
  }

  var first = read(location.hash);
  anchor = first.anchor;
  choices = first.choices;
  arrived();
  put(anchor);
  window.addEventListener("load", function () { setTimeout(show); });
  window.addEventListener("hashchange", changed);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { arrived(); show(); tell(); }
  });
  if (window.navigation) window.navigation.addEventListener("navigate", function (event) {
    if (event.hashChange) traversing = event.navigationType === "traverse";
  });
  ["click", "auxclick", "contextmenu"].forEach(function (kind) { document.addEventListener(kind, follow, true); });

  window.siteAddress = Object.freeze({
    root: site,
    get: function (name) { return choices.get(name) || ""; },
    set: function (values) {
      Object.keys(values).forEach(function (name) {
        if (values[name]) choices.set(name, values[name]);
        else choices.delete(name);
      });
      show();
      tell();
    },
    address: address,
    listen: function (listener) { listeners.push(listener); }
  });
})();
