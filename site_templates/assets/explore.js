/* Walks the claim graph: what stands around one node, as a picture to point at and as a list that says the same. Where a
   reader stands is in the address, so that back, forward and reload work and a place can be sent. */
(function () {
  "use strict";

  var place = document.getElementById("explore"), address = window.siteAddress;
  if (!place || !address) return;
  var data = JSON.parse(document.getElementById("explore-data").textContent);
  var here = place.querySelector(".explore-here"), start = document.getElementById("explore-start");
  var SVG = "http://www.w3.org/2000/svg", MOST_DRAWN = 36, MOST_OPEN = 3, PITCH = 22, HEAD = 20, LONGEST = 40, WIDTH = 400, FOCUS = 26, COLUMN = 132;
  var numbers = new Map(data.nodes.map(function (node, number) { return [node[0], number]; }));
  var neighbours = data.nodes.map(function () { return []; }), moved = false;
  data.edges.forEach(function (edge) {
    neighbours[edge[0]].push({ node: edge[1], kind: edge[2], way: 0, points: edge[3], facts: edge[4] });
    if (edge[0] !== edge[1]) neighbours[edge[1]].push({ node: edge[0], kind: edge[2], way: 1, points: edge[3], facts: edge[4] });
  });

  function kindOf(number) { return data.nodes[number][0].split(":")[0]; }

  function made(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function drawn(name, attributes, text) {
    var element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (text) element.textContent = text;
    return element;
  }

  function step(number) { return "#at=" + data.nodes[number][0]; }

  function link(number) {
    var one = made("a", "", data.nodes[number][1]);
    one.href = step(number);
    return one;
  }

  /* Relations in their order, each with the other nodes by how much stands behind them. */
  function groups(number) {
    var found = new Map();
    neighbours[number].forEach(function (one) {
      var key = one.kind * 2 + (data.words[one.kind][0] === data.words[one.kind][1] ? 0 : one.way);
      if (!found.has(key)) found.set(key, { words: data.words[one.kind][one.way], kind: one.kind, members: [] });
      found.get(key).members.push(one);
    });
    return Array.from(found.entries()).sort(function (a, b) { return a[0] - b[0]; }).map(function (entry) {
      entry[1].members.sort(function (a, b) { return b.points - a.points || data.nodes[a.node][1].localeCompare(data.nodes[b.node][1]); });
      return entry[1];
    });
  }

  /* --- the picture --------------------------------------------------------------------------------------------- */

  function dot(number, x, y, size) {
    var kind = kindOf(number);
    if (kind === "measure") return drawn("rect", { class: "node node-measure", x: x - size, y: y - size, width: 2 * size, height: 2 * size });
    if (kind === "conflict") return drawn("path", { class: "node node-conflict", d: "M" + x + " " + (y - size - 1) + "l" + (size + 1) + " " + (size + 1) + "l" + -(size + 1) + " " + (size + 1) + "l" + -(size + 1) + " " + -(size + 1) + "z" });
    return drawn("circle", { class: "node node-" + kind, cx: x, cy: y, r: size });
  }

  /* A conflict goes by what it is about, as its measure is the same for many. */
  function name(one) {
    var words = data.nodes[one.node][1];
    if (kindOf(one.node) === "conflict" && words.indexOf(": ") > 0) words = words.slice(words.indexOf(": ") + 2);
    if (kindOf(one.node) === "conflict" && one.facts.length) words += ": " + data.facts[one.facts[0]][0];
    return words.length > LONGEST ? words.slice(0, LONGEST - 1) + "…" : words;
  }

  function picture(number, parts) {
    var all = [];
    parts.forEach(function (part) { part.members.forEach(function (one, place) { all.push([part, one, !place]); }); });
    var some = all.slice(0, MOST_DRAWN), heads = some.filter(function (one) { return one[2]; }).length;
    var height = Math.max(60, some.length * PITCH + heads * HEAD + 8), middle = height / 2, y = 4;
    var svg = drawn("svg", { viewBox: "0 0 " + WIDTH + " " + height, "aria-hidden": "true", focusable: "false" });
    some.forEach(function (pair) {
      if (pair[2]) svg.append(drawn("text", { class: "group", x: COLUMN + 14, y: y + HEAD / 2 + 2 }, pair[0].words));
      y += (pair[2] ? HEAD : 0) + PITCH / 2;
      svg.append(drawn("path", { class: "edge edge-" + data.relations[pair[0].kind].split(" ")[0], d: "M" + FOCUS + " " + middle + "C" + (FOCUS + 60) + " " + middle + " " + (COLUMN - 60) + " " + y + " " + COLUMN + " " + y }));
      var target = drawn("a", { href: step(pair[1].node), tabindex: "-1" });
      target.append(
        drawn("title", {}, pair[0].words + ": " + data.nodes[pair[1].node][1]),
        drawn("rect", { class: "reach", x: COLUMN - 10, y: y - PITCH / 2, width: WIDTH - COLUMN + 10, height: PITCH }),
        dot(pair[1].node, COLUMN, y, Math.min(8, 3 + Math.floor(Math.sqrt(pair[1].points)))),
        drawn("text", { x: COLUMN + 14, y: y }, name(pair[1]))
      );
      svg.append(target);
      y += PITCH / 2;
    });
    svg.append(dot(number, FOCUS, middle, 9));
    return svg;
  }

  function caption(parts) {
    var total = parts.reduce(function (sum, part) { return sum + part.members.length; }, 0);
    var words = "● reference, ■ measure, ◆ conflict, ○ set of patients; a larger sign has more behind it. Solid lines: report; amber: differ or conflict; dashed: repeat, replace or computed from; dotted: same patients.";
    return words + (total > MOST_DRAWN ? " Drawn are the first " + MOST_DRAWN + " of " + total + "; the list has all." : "");
  }

  /* --- the list ------------------------------------------------------------------------------------------------ */

  /* Few facts stand openly, many behind their number. */
  function facts(one) {
    var list = made("ul", "explore-facts"), more = made("details", "explore-facts");
    one.facts.forEach(function (number) {
      var item = made("li", ""), target = made("a", "", data.facts[number][0]);
      target.href = address.root + data.facts[number][1];
      item.append(target);
      list.append(item);
    });
    if (one.facts.length <= MOST_OPEN) return list;
    more.append(made("summary", "", one.facts.length + " facts"), list);
    return more;
  }

  function listed(part) {
    var section = made("section", ""), heading = made("h3", "", part.words), list = made("ul", "index");
    heading.append(" ", made("span", "count", String(part.members.length)));
    part.members.forEach(function (one) {
      var item = made("li", "");
      item.append(link(one.node));
      if (data.nodes[one.node][2]) item.append(" ", made("span", "count", data.nodes[one.node][2]));
      if (one.facts.length) item.append(facts(one));
      else if (one.points > 1) item.append(" ", made("span", "count", one.points + " points"));
      list.append(item);
    });
    section.append(heading, list);
    return section;
  }

  /* --- the page ------------------------------------------------------------------------------------------------ */

  function show() {
    var asked = address.get("at"), number = numbers.get(asked);
    here.replaceChildren();
    start.value = number === undefined ? "" : asked;
    if (number === undefined) {
      if (asked) here.append(made("p", "notice mark-retired", "× Nothing in this edition stands under the name in the address. Choose where to start."));
      return;
    }
    var node = data.nodes[number], parts = groups(number), heading = made("h2", "", node[1]);
    var kind = { reference: "Reference", measure: "Measure", conflict: "Conflict", patients: "Set of patients" }[kindOf(number)];
    heading.tabIndex = -1;
    heading.id = "explore-node";
    var about = made("p", "lead", kind + (node[2] ? ", " + node[2] : "") + ". ");
    if (node[3]) {
      var page = made("a", "", "Its page ›");
      page.href = address.root + node[3];
      about.append(page);
    }
    var both = made("div", "explore-both"), figure = made("figure", ""), lists = made("div", "explore-list");
    figure.append(picture(number, parts), made("figcaption", "", caption(parts)));
    parts.forEach(function (part) { lists.append(listed(part)); });
    if (!parts.length) lists.append(made("p", "", "Nothing stands next to it."));
    both.append(figure, lists);
    here.append(heading, about, both);
    if (moved) { heading.focus({ preventScroll: true }); place.scrollIntoView({ block: "start" }); }
  }

  start.addEventListener("change", function () { if (start.value) location.hash = "at=" + start.value; });
  document.querySelectorAll(".explore-lists [data-node]").forEach(function (one) {
    var target = one.tagName === "A" ? one : made("a", "", one.textContent);
    target.setAttribute("href", "#at=" + one.dataset.node);
    if (target !== one) one.replaceWith(target);
  });
  document.querySelector(".explore-needs").hidden = true;
  address.listen(function () { moved = true; show(); });
  place.hidden = false;
  show();
})();
