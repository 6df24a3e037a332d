/* Filters of a list. What is chosen stands in the address and nowhere else, so that a choice has a permanent link; that a
   filter is on, and how much it leaves, is always said. */
(function () {
  "use strict";

  var address = window.siteAddress, place = document.querySelector("[data-filters]");
  if (!address || !place) return;
  var what = place.dataset.filters, columns = place.dataset.columns;
  var said = place.querySelector(".filters-said"), tools = place.querySelector(".filters-tools");
  var boxes = Array.from(place.querySelectorAll("input")), items = Array.from(document.querySelectorAll("[data-filter-item]"));
  var rows = items.filter(function (item) { return item.dataset.filterItem === "row"; });
  var facets = Array.from(new Set(boxes.map(function (box) { return box.name; })));

  function asked(name) { return address.get(name).split(",").filter(Boolean); }

  function chosen(name) {
    var there = boxes.filter(function (box) { return box.name === name; }).map(function (box) { return box.value; });
    return asked(name).filter(function (value) { return there.indexOf(value) >= 0; });
  }

  function unknown() {
    return facets.reduce(function (sum, name) { return sum + asked(name).length - chosen(name).length; }, 0);
  }

  function fits(item, choice) {
    return facets.every(function (name) {
      var own = (item.dataset[name] || "").split(" ");
      return !choice[name].length || choice[name].some(function (value) { return own.indexOf(value) >= 0; });
    });
  }

  /* A group is hidden with its heading and with every link that leads there. */
  function group(one) {
    var empty = !one.querySelector("[data-filter-item]:not([hidden])"), id = one.dataset.filterGroup;
    var heading = id && document.getElementById(id);
    one.hidden = empty;
    if (!heading) return;
    heading.hidden = empty;
    document.querySelectorAll('a[href="#' + id + '"], a[href^="#' + id + '&"]').forEach(function (link) {
      (link.closest("li.md-nav__item") || link).hidden = empty;
    });
  }

  function column(one, keys) { one.hidden = keys.length > 0 && keys.indexOf(one.dataset.column) < 0; }

  function words(choice) {
    return facets.filter(function (name) { return choice[name].length; }).map(function (name) {
      var own = boxes.filter(function (box) { return box.name === name && box.checked; });
      var label = own[0].closest("fieldset").querySelector("legend").textContent;
      return label + ": " + own.map(function (box) { return box.nextElementSibling.firstChild.textContent.trim(); }).join(" or ");
    }).join("; ");
  }

  function tell(choice, shown) {
    var on = facets.some(function (name) { return choice[name].length; }), left = unknown();
    var line = on ? "Filter on – " + words(choice) + ". " + shown + " of " + rows.length + " " + what + " shown." : "All " + rows.length + " " + what + " shown.";
    if (on && choice[columns] && choice[columns].length) line += " Marks speak of all sources, also of those not shown.";
    if (left) line += " " + left + (left === 1 ? " choice" : " choices") + " in the address " + (left === 1 ? "is" : "are") + " unknown here and passed over.";
    if (said.textContent !== line) said.textContent = line;
    place.classList.toggle("is-on", on);
    tools.hidden = !on && !left;
    document.querySelectorAll(".sheet-filter").forEach(function (one) { one.textContent = on ? line : ""; });
    tools.querySelector("[data-report]").dataset.report = location.href.split("#")[0] + "#" + facets.filter(function (name) {
      return choice[name].length;
    }).map(function (name) { return name + "=" + choice[name].join(","); }).join("&");
  }

  function show() {
    var choice = {};
    facets.forEach(function (name) { choice[name] = chosen(name); });
    boxes.forEach(function (box) { box.checked = choice[box.name].indexOf(box.value) >= 0; });
    items.forEach(function (item) { item.hidden = !fits(item, choice); });
    document.querySelectorAll("[data-filter-group]").forEach(group);
    if (columns) document.querySelectorAll("[data-column]").forEach(function (one) { column(one, choice[columns]); });
    tell(choice, rows.filter(function (row) { return !row.hidden; }).length);
  }

  function button(words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    if (act) made.addEventListener("click", act);
    tools.append(made, " ");
    return made;
  }

  place.addEventListener("change", function (event) {
    var name = event.target.name;
    if (facets.indexOf(name) < 0) return;
    var values = {};
    values[name] = boxes.filter(function (box) { return box.name === name && box.checked; }).map(function (box) { return box.value; }).join(",");
    address.set(values);
  });
  place.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); });
  button("Show all", function () {
    address.set(Object.fromEntries(facets.map(function (name) { return [name, ""]; })));
    place.querySelector("summary").focus();
  });
  button("Copy a link to this choice").dataset.report = "";
  place.hidden = false;
  address.listen(show);
  show();
})();
