/* Draws the packet that the address names: statements, conflicts, references. Its data are programs of the site, loaded as
   needed; an id is only ever looked up and shown as text, whatever it holds. */
(function () {
  "use strict";

  var place = document.getElementById("packet"), live = place && place.querySelector(".packet-live");
  var address = window.siteAddress, packet = window.packet;
  if (!live || !address || !packet) return;
  var chunks = +place.dataset.chunks, edition = place.dataset.editionHere;
  var known = { facts: new Map(), conflicts: new Map(), references: new Map() }, loading = new Map();
  var latest = 0, failed = false, refocus = false, sources = [];

  /* --- data ---------------------------------------------------------------------------------------------------- */

  window.packetData = function (chunk) {
    Object.keys(known).forEach(function (kind) {
      Object.entries(chunk[kind]).forEach(function (entry) { known[kind].set(entry[0], entry[1]); });
    });
  };

  function load(name) {
    var number = Array.from(name).reduce(function (sum, letter) { return sum + letter.codePointAt(0); }, 0) % chunks;
    if (!loading.has(number)) loading.set(number, new Promise(function (done) {
      var script = document.createElement("script");
      script.src = address.root + "packet/" + number + ".js";
      script.onload = done;
      script.onerror = function () { failed = true; loading.delete(number); script.remove(); done(); };
      document.head.appendChild(script);
    }));
    return loading.get(number);
  }

  function loadAll(names) { return Promise.all(names.map(load)); }

  /* --- elements ------------------------------------------------------------------------------------------------ */

  function made(name, className, parts) {
    var element = document.createElement(name);
    if (className) element.className = className;
    [].concat(parts === undefined ? [] : parts).forEach(function (part) { if (part) element.append(part); });
    return element;
  }

  function linked(words, target) {
    var link = made("a", "", words);
    link.href = address.root + target;
    return link;
  }

  function pressed(words, act, className) {
    var button = made("button", className || "", words);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  function several(count, one, more) { return count + " " + (count === 1 ? one : more); }

  function cited(key) {
    if (!key || !known.references.has(key)) return "";
    if (sources.indexOf(key) < 0) sources.push(key);
    var number = sources.indexOf(key) + 1, link = made("a", "", String(number));
    link.href = "#packet-reference-" + number;
    link.setAttribute("aria-label", "Reference " + number);
    return made("sup", "", link);
  }

  function sign(kind) { return { conflict: "⇄", disputed: "!", retired: "×" }[kind] || "?"; }

  function marked(kind, words) {
    var icon = made("span", "", sign(kind));
    icon.setAttribute("aria-hidden", "true");
    return made("span", "mark mark-" + kind, [icon, " " + words]);
  }

  /* --- statements ---------------------------------------------------------------------------------------------- */

  function remove(id, what) {
    var before = packet.entries();
    packet.put(before.filter(function (entry) { return entry.id !== id; }));
    offerBack("Removed: " + what + ".", before);
  }

  function offerBack(words, before) {
    var said = live.querySelector(".packet-said");
    var back = pressed("Put it back", function () {
      refocus = true;
      packet.put(before);
      said.textContent = "Put back.";
    });
    said.replaceChildren(words + " ", back);
    back.focus();
  }

  function removal(id, what) {
    var button = pressed("Remove", function () { remove(id, what); });
    button.setAttribute("aria-label", "Remove " + what);
    return made("p", "packet-tools", [made("span", "packet-id", id), " ", button]);
  }

  function short(id) { return id.length > 80 ? id.slice(0, 80) + "…" : id; }

  function absent(entry) {
    var why = failed && /^[a-z0-9-]+$/.test(entry.id)
      ? "could not be loaded. Offline, a packet can be drawn once the site has been kept on the device."
      : "not in this edition. No fact here has this id: it is mistyped, or from another edition.";
    return made("li", "packet-absent", [
      made("h3", "", ["“" + short(entry.id) + "”"]),
      made("p", "notice mark-retired", ["× " + why.charAt(0).toUpperCase() + why.slice(1)]),
      removal(entry.id, short(entry.id))
    ]);
  }

  function printedAt(fact) {
    var rest = (fact.kind ? " (" + fact.kind + ")" : "") + (fact.locator ? ", " + fact.locator : "");
    if (fact.printed) rest += ", as printed “" + fact.printed + "”" + (fact.respelled ? " (abbreviation spelled out here)" : "");
    return made("p", "", [fact.key ? linked(fact.source, "references/" + fact.key + ".html") : fact.source, cited(fact.key), rest]);
  }

  function changedSince(entry, fact) {
    if (!entry.stamp || entry.stamp === fact.stamp) return "";
    var take = pressed("Take it as it reads now", function () {
      refocus = true;
      packet.put(packet.entries().map(function (one) { return one.id === entry.id ? { id: one.id, stamp: fact.stamp } : one; }));
    });
    return made("p", "notice mark-conflict", ["⇄ Changed since it was collected: read it again. ", take]);
  }

  function detailsOf(fact) {
    if (!fact.details) return "";
    return made("dl", "", fact.details.map(function (line) { return made("div", "", [made("dt", "", line[0]), made("dd", "", line[1])]); }));
  }

  function statement(entry) {
    var fact = known.facts.get(entry.id);
    if (!fact) return absent(entry);
    var title = made("h3", fact.retired ? "is-retired" : "", [linked(fact.figure, fact.address)]);
    if (fact.tier) title.append(" ", made("span", "tier tier-" + fact.tier, fact.tier));
    var marks = (fact.marks || []).map(function (mark) {
      return made("p", "packet-mark", [marked(mark[0], mark[1]), mark[0] === "conflict" ? " " + mark[2] + "; see below" : (mark[0] === "doubt" || mark[0] === "inferred") && mark[2] ? ": " + mark[2] : ""]);
    });
    return made("li", "proof-body", [title, made("p", "proof-what", [fact.measure].concat(fact.about || []).join(" · "))].concat(marks, [
      changedSince(entry, fact),
      printedAt(fact),
      fact.interval ? made("p", "", fact.interval) : "",
      made("p", "quiet", [fact.verification, fact.sign_off, fact.access].filter(Boolean).join(" · ")),
      fact.same_patients ? made("p", "quiet", "Its patients, or some of them, are also in " + fact.same_patients.join(", ")) : "",
      fact.repeats ? made("p", "quiet", "Repeats " + fact.repeats.join(", ")) : "",
      detailsOf(fact),
      removal(entry.id, fact.figure + ", " + fact.source)
    ]));
  }

  /* --- conflicts ----------------------------------------------------------------------------------------------- */

  function side(one, inside) {
    var line = made("li", "", [made("strong", "", one.figure)]);
    if (one.stricter) line.append(" ", made("span", "stricter", "▲ stricter"));
    line.append(": ");
    one.said_by.forEach(function (by, number) {
      if (number) line.append(", ");
      line.append(by.source + (by.locator ? " (" + by.locator + ")" : ""));
      line.append(cited(by.key));
      if (by.stricter) line.append(" ", made("span", "stricter", "▲ stricter"));
      if (inside.has(by.fact)) line.append(made("span", "packet-here", " in this packet"));
    });
    if (one.remark) line.append(made("span", "quiet", one.remark));
    if (one.example) line.append(made("span", "quiet", "In a patient of " + place.dataset.exampleWeight + ": " + one.example));
    return line;
  }

  function why(one) {
    var words = " " + one.because + (one.settled_by ? " What would settle it: " + one.settled_by : "");
    return made("p", "", [made("strong", "", one.type.charAt(0).toUpperCase() + one.type.slice(1) + "."), words, made("span", "quiet", " Explained by " + one.by + " on " + one.on + ".")]);
  }

  function card(id, inside) {
    var conflict = known.conflicts.get(id), mark = marked("conflict", conflict.one_source ? "one source differs with itself" : "sources differ");
    return made("section", "packet-conflict", [
      made("h3", "", linked(conflict.title, conflict.address)),
      made("p", "", [mark, " ", made("span", "state state-" + conflict.state, conflict.state_words)]),
      made("ul", "", conflict.sides.map(function (one) { return side(one, inside); }))
    ].concat((conflict.why || []).map(why), [
      conflict.why ? "" : made("p", "", "Nobody has explained this yet." + (conflict.compared ? " What the comparison says: " + conflict.compared.join("; ") + "." : "")),
      made("p", "quiet", conflict.preferred ? "This site shows all of them and puts " + conflict.preferred + " first; nothing is averaged." : "This site shows all of them; nothing is averaged and none is preferred.")
    ]));
  }

  /* --- the page ------------------------------------------------------------------------------------------------ */

  function save(name, kind, text) {
    var link = made("a");
    link.href = URL.createObjectURL(new Blob([text], { type: kind + ";charset=utf-8" }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function records(field, between) {
    return sources.map(function (key) { return known.references.get(key)[field]; }).join(between);
  }

  function tools() {
    var copy = made("button", "", "Copy the address");
    copy.type = "button";
    copy.dataset.report = own();
    return made("p", "packet-tools", [
      pressed("Print", function () { window.print(); }),
      copy,
      pressed("Save RIS", function () { save("packet.ris", "application/x-research-info-systems", records("ris", "")); }),
      pressed("Save BibTeX", function () { save("packet.bib", "application/x-bibtex", records("bibtex", "\n")); }),
      pressed("Empty the packet", function () {
        var before = packet.entries();
        packet.put([]);
        offerBack("The packet is empty.", before);
      })
    ]);
  }

  function own() { return address.address(location.href.split("#")[0]); }

  function headed(words, content) {
    var heading = made("h2", "", words);
    heading.tabIndex = -1;
    return [heading].concat(content);
  }

  function review(list) {
    var facts = list.map(function (entry) { return known.facts.get(entry.id); }).filter(Boolean);
    var signed = facts.filter(function (fact) { return fact.signed; }).length;
    if (!facts.length) return "";
    return signed < facts.length
      ? made("p", "review", "◌ Not yet clinically reviewed: " + signed + " of " + packet.several(facts.length) + " signed off")
      : made("p", "review is-signed", "● Clinically reviewed: all of " + packet.several(facts.length) + " signed off");
  }

  function shown(list) {
    sources = [];
    var inside = new Set(list.map(function (entry) { return entry.id; }));
    var statements = list.map(statement), found = list.filter(function (entry) { return known.facts.has(entry.id); }).length;
    var ids = conflictsOf(list).filter(function (id) { return known.conflicts.has(id); });
    var cards = ids.map(function (id) { return card(id, inside); });
    var missing = list.length - found;
    var count = packet.several(found) + (missing ? ", and " + several(missing, "id that is", "ids that are") + " not in this edition" : "");
    return [
      review(list),
      made("p", "lead", count + ". Edition " + edition + ". The packet is held in the address of this page and nowhere else: keep or send the address, and you keep or send the packet."),
      tools()
    ].concat(
      headed("Statements", made("ol", "packet-facts", statements)),
      headed("Where sources differ", cards.length ? cards : made("p", "", "On none of these facts do the sources of this site differ.")),
      headed("References", sources.length ? made("ol", "packet-references", sources.map(function (key, number) {
        var line = made("li", "", known.references.get(key).citation);
        line.id = "packet-reference-" + (number + 1);
        return line;
      })) : made("p", "", "None.")),
      made("p", "packet-address", "Packet of edition " + edition + ": " + own())
    );
  }

  function conflictsOf(list) {
    return Array.from(new Set(list.map(function (entry) { return (known.facts.get(entry.id) || {}).conflict; }).filter(Boolean)));
  }

  function keysOf(list) {
    var keys = list.map(function (entry) { return (known.facts.get(entry.id) || {}).key; });
    conflictsOf(list).forEach(function (id) {
      var conflict = known.conflicts.get(id);
      if (conflict) conflict.sides.forEach(function (one) { one.said_by.forEach(function (by) { keys.push(by.key); }); });
    });
    return keys.filter(Boolean);
  }

  function draw() {
    var list = packet.entries().slice(0, packet.MOST), turn = latest += 1;
    failed = false;
    loadAll(list.map(function (entry) { return entry.id; }))
      .then(function () { return loadAll(conflictsOf(list)); })
      .then(function () { return loadAll(keysOf(list)); })
      .then(function () {
        if (turn !== latest) return;
        var drawn = live.querySelector(".packet-drawn"), parts = list.length ? shown(list).filter(Boolean) : headed("Nothing is in this packet", []);
        drawn.replaceChildren.apply(drawn, parts);
        place.querySelector(".packet-lead").hidden = list.length > 0;
        place.dataset.drawn = list.length;
        if (refocus) drawn.querySelector("h2").focus();
        refocus = false;
      });
  }

  var said = made("div", "packet-said");
  said.setAttribute("role", "status");
  live.append(said, made("div", "packet-drawn"));
  place.querySelector(".packet-needs").hidden = true;
  live.hidden = false;
  address.listen(draw);
  draw();
})();
