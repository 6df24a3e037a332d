/* The packet: facts that a reader collects. It is held in the address and nowhere else, as `packet=id~stamp,id~stamp`, where
   the stamp of a fact shows whether the fact still says what it said when it was collected. */
(function () {
  "use strict";

  var address = window.siteAddress;
  if (!address) return;
  var MOST = 100;
  var said = document.createElement("p"), link;

  function entries() {
    var seen = new Set();
    return address.get("packet").split(",").map(function (entry) {
      var parts = entry.trim().split("~");
      return { id: parts[0], stamp: parts[1] || "" };
    }).filter(function (entry) { return entry.id && !seen.has(entry.id) && seen.add(entry.id); });
  }

  function put(list) {
    address.set({ packet: list.map(function (entry) { return entry.stamp ? entry.id + "~" + entry.stamp : entry.id; }).join(",") });
  }

  function has(id) { return entries().some(function (entry) { return entry.id === id; }); }

  function several(count) { return count + (count === 1 ? " fact" : " facts"); }

  function tell(words) { said.textContent = words; }

  function toggle(id, stamp) {
    var list = entries(), kept = list.filter(function (entry) { return entry.id !== id; });
    if (kept.length < list.length) {
      put(kept);
      tell("Removed. " + several(kept.length) + " in the packet.");
    } else if (list.length >= MOST) {
      tell("Not added: a packet holds at most " + MOST + " facts, so that its address can be sent.");
    } else {
      put(list.concat({ id: id, stamp: stamp }));
      tell("Added. " + several(list.length + 1) + " in the packet.");
    }
  }

  function label(button) {
    var inside = has(button.dataset.packet);
    button.textContent = inside ? "In packet: remove" : "Add to packet";
    button.classList.toggle("is-in", inside);
  }

  function button(body, id) {
    var links = body.querySelector(".proof-links"), source = body.dataset.stamp === undefined ? null : body;
    if (!links || links.querySelector("button[data-packet]")) return;
    source = source || document.querySelector('[data-proof="' + id + '"][data-stamp]');
    if (!source) return;
    var made = document.createElement("button");
    made.type = "button";
    made.dataset.packet = id;
    made.dataset.stamp = source.dataset.stamp;
    if (document.getElementById(id)) made.setAttribute("aria-describedby", id);
    label(made);
    var copy = links.querySelector("button[data-copy]");
    if (copy) copy.after(" ", made);
    else links.appendChild(made);
  }

  function count() {
    var number = entries().length;
    if (!link) {
      link = document.createElement("a");
      link.id = "packet-link";
      var title = document.querySelector(".md-header__title");
      if (!title) return;
      title.after(link);
    }
    link.href = address.address(address.root + "packet.html");
    link.textContent = "";
    var noun = document.createElement("span"), figure = document.createElement("b"), rest = document.createElement("span");
    noun.textContent = "Packet: ";
    figure.textContent = number;
    rest.className = "packet-noun";
    rest.textContent = number === 1 ? " fact" : " facts";
    link.append(noun, figure, rest);
    link.hidden = !number;
  }

  function refresh() {
    document.querySelectorAll("button[data-packet]").forEach(label);
    count();
  }

  said.className = "hidden";
  said.setAttribute("role", "status");
  document.body.appendChild(said);
  document.querySelectorAll(".proof-body[data-proof]").forEach(function (body) { button(body, body.dataset.proof); });
  document.addEventListener("proof", function (event) { button(event.target, event.detail); });
  document.addEventListener("click", function (event) {
    var pressed = event.target.closest("button[data-packet]");
    if (pressed) toggle(pressed.dataset.packet, pressed.dataset.stamp);
  });
  address.listen(refresh);
  refresh();
  window.packet = Object.freeze({ MOST: MOST, entries: entries, put: put, several: several, tell: tell });
})();
