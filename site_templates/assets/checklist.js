/* The checklist: marks what is present, counts, and shows the source's own rule for the count. What is marked lives in the
   radio buttons of the page and nowhere else: every result is made anew from them, and nothing is stored or sent. */
(function () {
  "use strict";

  var root = document.querySelector(".checklist");
  var written = document.getElementById("checklist-data");
  if (!root || !written) return;
  var data = JSON.parse(written.textContent);
  var STATES = [["present", "Present"], ["absent", "Absent"], ["unassessed", "Not assessed"]];
  var TIERS = ["relative", "absolute"];
  var SAID = {
    "holds": "Holds for this count",
    "holds-so-far": "Holds for what is marked; what is not assessed could change that",
    "could": "Not met by what is marked; what is not assessed could change that",
    "no": "Not met"
  };

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  function made(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function several(number, one, more) { return number + " " + (number === 1 ? one : more); }

  /* --- what is marked ------------------------------------------------------------------------------------------ */

  function stateOf(item) {
    var checked = item.querySelector("input:checked");
    return checked ? checked.value : "unassessed";
  }

  /* Items of one row of the source are one criterion: present where any is, not assessed where any is not. */
  function stronger(row, state) {
    var order = ["present", "unassessed", "absent"];
    return row && order.indexOf(row.state) < order.indexOf(state) ? row.state : state;
  }

  function tally(section) {
    var rows = {}, sum = { items: 0, unassessed: 0, present: [], own: [], open: 0 };
    TIERS.forEach(function (tier) { sum[tier] = { present: 0, unassessed: 0 }; });
    each(section.querySelectorAll(".check-item"), function (item) {
      var state = stateOf(item), tier = item.dataset.tier, counted = TIERS.indexOf(tier) >= 0;
      sum.items += 1;
      if (state === "present") {
        sum.present.push(item);
        if (!counted && tier) sum.open += 1;
        else if (!counted) sum.own.push(item);
      } else if (state === "unassessed") {
        sum.unassessed += 1;
      }
      if (counted) rows[item.dataset.row] = { tier: tier, state: stronger(rows[item.dataset.row], state) };
    });
    Object.keys(rows).forEach(function (row) {
      if (rows[row].state !== "absent") sum[rows[row].tier][rows[row].state] += 1;
    });
    return sum;
  }

  /* --- which rules hold ---------------------------------------------------------------------------------------- */

  /* For what is marked, and for whatever the criteria that are not assessed may turn out to be. */
  function stateOfRule(rule, sum) {
    var holds = function (relative, absolute) { return rule.applies[relative].charAt(absolute) === "1"; };
    var now = holds(sum.relative.present, sum.absolute.present), always = true, ever = false;
    for (var r = 0; r <= sum.relative.unassessed; r += 1) {
      for (var a = 0; a <= sum.absolute.unassessed; a += 1) {
        if (holds(sum.relative.present + r, sum.absolute.present + a)) ever = true;
        else always = false;
      }
    }
    return now ? (always ? "holds" : "holds-so-far") : ever ? "could" : "no";
  }

  function showRules(section, sum) {
    var rules = data[section.dataset.source].rules, states = {}, holding = [];
    rules.forEach(function (rule) {
      states[rule.id] = stateOfRule(rule, sum);
      if (/^holds/.test(states[rule.id])) holding.push(rule);
    });
    rules.forEach(function (rule) {
      var shown = section.querySelector('[data-rule="' + rule.id + '"]'), state = states[rule.id];
      var narrower = rule.narrower.some(function (id) { return /^holds/.test(states[id]); });
      var passed = narrower && /^holds/.test(state);
      shown.dataset.state = state;
      shown.classList.toggle("is-passed", passed);
      shown.querySelector(".rule-state").textContent =
        SAID[state] + (passed ? ". The narrower rule above it holds too" : "") + ".";
    });
    inOrder(section, rules, states);
    return holding.map(function (rule) {
      return section.querySelector('[data-rule="' + rule.id + '"] .rule-words').textContent;
    });
  }

  /* The rules that hold stand first; among them the order of the page, narrower rules before wider ones. */
  function inOrder(section, rules, states) {
    var list = section.querySelector("ol.check-rules");
    if (!list) return;
    [true, false].forEach(function (holding) {
      rules.forEach(function (rule) {
        if (/^holds/.test(states[rule.id]) === holding) list.appendChild(section.querySelector('[data-rule="' + rule.id + '"]'));
      });
    });
  }

  /* --- the result ---------------------------------------------------------------------------------------------- */

  function wordsOf(item) {
    var tier = item.querySelector(".tier");
    return item.querySelector(".check-figure a.figure").textContent + (tier ? " (" + tier.textContent + ")" : "");
  }

  function countWords(sum) {
    return sum.relative.present + " relative, " + sum.absolute.present + " absolute present; " +
      sum.unassessed + " of " + sum.items + " not assessed";
  }

  function standing(section, sum, holding) {
    var said = [];
    if (data[section.dataset.source].rules.length && !holding.length) {
      said.push("What is marked meets no rule of this source for a count.");
    }
    if (sum.unassessed) said.push(sum.unassessed + " not assessed: not taken for absent.");
    else if (!holding.length) said.push("That is no statement about the patient.");
    return said.join(" ");
  }

  function openTiers(sum) {
    return sum.open ? several(sum.open, "criterion", "criteria") + " of open tier present, in neither count: " +
      "were the tier known, another rule could hold." : "";
  }

  function listed(section, name, items) {
    var list = section.querySelector("." + name);
    list.textContent = "";
    items.forEach(function (item) { list.appendChild(made("li", "", wordsOf(item))); });
    list.hidden = section.querySelector("." + name + "-head").hidden = !items.length;
  }

  function update(section, announce) {
    var sum = tally(section), holding = showRules(section, sum);
    section.querySelector(".check-count").textContent = countWords(sum);
    section.querySelector(".check-standing").textContent = standing(section, sum, holding);
    section.querySelector(".check-open").textContent = openTiers(sum);
    listed(section, "check-own", sum.own);
    listed(section, "check-marked", sum.present);
    each(section.querySelectorAll(".check-item"), function (item) {
      var state = stateOf(item), details = item.querySelector("details");
      item.dataset.state = state;
      if (details) {
        details.hidden = state !== "present";
        if (details.hidden) details.open = false;
      }
    });
    if (announce) {
      section.querySelector(".check-status").textContent = countWords(sum) + ". " +
        (holding.length ? "Rules that hold: " + holding.join("; ") : standing(section, sum, holding)) +
        sum.own.map(function (item) { return " " + wordsOf(item) + "."; }).join("");
    }
  }

  function updateAll() { each(root.querySelectorAll(".check-source"), function (section) { update(section, false); }); }

  /* --- made of the static list --------------------------------------------------------------------------------- */

  function choices(item, source) {
    var fieldset = made("fieldset", "check-field"), legend = made("legend", "check-name");
    var name = item.querySelector("p.check-name"), says = item.querySelector(".check-says"), row = made("div", "check-states");
    while (name.firstChild) legend.appendChild(name.firstChild);
    name.remove();
    fieldset.appendChild(legend);
    if (says) {
      says.id = "says-" + item.dataset.item;
      fieldset.setAttribute("aria-describedby", says.id);
      fieldset.appendChild(says);
    }
    STATES.forEach(function (state) {
      var label = made("label", "check-state check-" + state[0]), input = made("input");
      input.type = "radio";
      input.name = source + "/" + item.dataset.item;
      input.value = state[0];
      input.checked = input.defaultChecked = state[0] === "unassessed";
      label.appendChild(input);
      label.appendChild(made("span", "", state[1]));
      row.appendChild(label);
    });
    fieldset.appendChild(row);
    item.replaceChild(fieldset, item.querySelector(".check-boxes"));
    item.insertBefore(fieldset, item.firstChild);
  }

  function resultOf(section) {
    var result = section.querySelector(".check-result"), body = result.querySelector(".check-body");
    var bar = made("div", "check-bar"), toggle = made("button", "check-toggle", "Rule"), reset = made("button", "check-reset", "Reset");
    var status = made("p", "hidden check-status");
    status.setAttribute("role", "status");
    body.id = "check-body-" + section.dataset.source;
    toggle.type = reset.type = "button";
    toggle.setAttribute("aria-controls", body.id);
    toggle.setAttribute("aria-expanded", "false");
    toggle.addEventListener("click", function () { open(toggle.getAttribute("aria-expanded") !== "true"); });
    function open(is) {
      result.classList.toggle("is-open", is);
      toggle.setAttribute("aria-expanded", is ? "true" : "false");
    }
    result.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && result.classList.contains("is-open")) { open(false); toggle.focus(); }
    });
    reset.addEventListener("click", function () {
      each(root.querySelectorAll("form"), function (form) { form.reset(); });
      updateAll();
      section.querySelector(".check-status").textContent = "All marks taken back: nothing is assessed.";
    });
    bar.appendChild(made("p", "check-count"));
    bar.appendChild(toggle);
    bar.appendChild(reset);
    result.querySelector(".check-blank").replaceWith(bar);
    ["ul check-own", "p check-own-head", "p check-standing"].forEach(function (part) {
      body.insertBefore(made(part.split(" ")[0], part.split(" ")[1]), body.firstChild);
    });
    body.querySelector(".check-own-head").textContent = "Marked present, with an action of its own in this source:";
    body.appendChild(made("p", "check-open"));
    body.appendChild(made("p", "quiet check-marked-head", "Marked present:"));
    body.appendChild(made("ul", "check-marked"));
    result.appendChild(status);
    each(result.querySelectorAll("[data-rule]"), function (rule) { rule.insertBefore(made("p", "rule-state"), rule.firstChild); });
  }

  /* --- the chosen source, which is all that the address tells ----------------------------------------------------- */

  function chosen() {
    var id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (fault) { return null; }
    var target = id && document.getElementById(id);
    return target && root.contains(target) ? target.closest(".check-source") : null;
  }

  function choose() {
    var section = chosen();
    each(root.querySelectorAll(".check-source"), function (one) { one.hidden = one !== section; });
    each(root.querySelectorAll(".check-choice a"), function (link) {
      var own = section && link.getAttribute("href") === "#" + section.id;
      if (own) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    updateAll();
  }

  function jump(event) {
    var link = event.target.closest(".jump a"), heading = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!heading) return;
    event.preventDefault();
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  each(root.querySelectorAll(".check-source"), function (section) {
    each(section.querySelectorAll(".check-item"), function (item) { choices(item, section.dataset.source); });
    resultOf(section);
  });
  root.classList.add("is-live");
  root.addEventListener("change", function (event) {
    if (event.target.type === "radio") update(event.target.closest(".check-source"), true);
  });
  root.addEventListener("submit", function (event) { event.preventDefault(); });
  root.addEventListener("click", jump);
  window.addEventListener("hashchange", function () {
    choose();
    var section = chosen();
    if (section) section.scrollIntoView();
  });
  window.addEventListener("pageshow", updateAll);
  choose();
})();
