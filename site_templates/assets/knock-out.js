/* Which measures lose their support when sources are taken away. Same rule as the tables below the form, which need no script. */
(function () {
  "use strict";

  var place = document.getElementById("knock-out"), address = window.siteAddress;
  var data = JSON.parse(document.getElementById("knock-out-data").textContent);
  var form = place.querySelector("form");
  var boxes = Array.prototype.slice.call(form.elements.source);
  var kinds = [].concat(form.elements.kind.length ? Array.prototype.slice.call(form.elements.kind) : form.elements.kind);

  function supporters(counts, repeats) {
    var found = data.measures.map(function () { return new Set(); });
    var lost = 0;
    data.claims.forEach(function (claim) {
      if (claim[2] && !repeats) return;
      if (!claim[1].every(function (source) { return counts[source]; })) { lost += 1; return; }
      claim[1].forEach(function (source) { found[claim[0]].add(source); });
    });
    return { found: found, lost: lost };
  }

  function list(id, measures) {
    var target = document.getElementById(id);
    target.textContent = "";
    measures.forEach(function (measure) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = measure[1];
      link.textContent = measure[0];
      item.appendChild(link);
      if (measure[2]) item.append(" ", measure[2]);
      target.appendChild(item);
    });
    if (!measures.length) target.appendChild(document.createElement("li")).textContent = "None.";
  }

  /* What is taken away stands in the address, so that it can be sent and is still there on the way back. */
  function read() {
    var without = address.get("without").split(",");
    boxes.forEach(function (box, number) { box.checked = without.indexOf(data.sources[number][0]) < 0; });
    form.elements.repeats.checked = address.get("repeats") !== "no";
    kinds.forEach(function (kind) {
      var own = boxes.filter(function (box, number) { return data.sources[number][2] === +kind.value; });
      kind.checked = own.some(function (box) { return box.checked; });
      kind.indeterminate = kind.checked && !own.every(function (box) { return box.checked; });
    });
    show();
  }

  function write() {
    var without = data.sources.filter(function (source, number) { return !boxes[number].checked; });
    address.set({
      without: without.map(function (source) { return source[0]; }).join(","),
      repeats: form.elements.repeats.checked ? "" : "no"
    });
  }

  function show() {
    var counts = boxes.map(function (box) { return box.checked; });
    var repeats = form.elements.repeats.checked;
    var before = supporters(counts.map(function () { return true; }), true), after = supporters(counts, repeats);
    var lost = [], single = [];
    data.measures.forEach(function (measure, number) {
      var had = before.found[number].size, has = after.found[number];
      if (had && !has.size) lost.push(measure);
      if (had > 1 && has.size === 1) single.push(measure.concat("(" + data.sources[has.values().next().value][1] + ")"));
    });
    var out = counts.filter(function (one) { return !one; }).length;
    document.getElementById("knock-out-said").textContent = out || !repeats
      ? out + (out === 1 ? " source" : " sources") + " taken away: " + after.lost + " facts fall, " + lost.length
        + " measures have no support left, " + single.length + " hang on one source."
      : "All sources count.";
    list("knock-out-lost-list", lost);
    list("knock-out-single-list", single);
  }

  form.addEventListener("change", function (event) {
    if (event.target.name === "kind")
      boxes.forEach(function (box, number) { if (data.sources[number][2] === +event.target.value) box.checked = event.target.checked; });
    write();
  });
  form.addEventListener("reset", function () { setTimeout(write); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  address.listen(read);
  place.hidden = false;
  read();
})();
