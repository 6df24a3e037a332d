/* Holds an entered regimen against that of each source, cell by cell, with the rule beside it. Nothing is stored. */
(function () {
  "use strict";

  const exact = window.exactDecimal;
  const tool = document.querySelector("[data-regimen-match]");
  if (!tool || !exact) return;
  const form = tool.querySelector("form"), said = tool.querySelector(".said");
  const inputs = Array.from(tool.querySelectorAll("input"));
  const rows = Array.from(document.querySelectorAll("[data-regimen]"));

  function plain(text) { return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replace(/,/g, "") : text; }

  /* What is wrong with a text for a field: an empty text where nothing is, or where the field is left empty. */
  function refusal(text, field) {
    const label = field.label + ": “" + text + "” is refused: ";
    if (!text) return "";
    if (/^\d+[.,]\d{3}([.,]\d{3})*$/.test(text) && !/^\d{1,3}(,\d{3})+$/.test(text)) return label + "thousands and decimals can be confused here. Write thousands with commas or without a mark.";
    if (!/^\d+(\.\d+)?$/.test(plain(text))) return label + "write a number in " + field.unit + ", with a point for decimals.";
    const number = exact.fraction(plain(text));
    if (field.rule === "at-most" && plain(text).includes(".")) return label + "write a whole number.";
    if (exact.compare(number, exact.fraction(field.lowest)) < 0 || exact.compare(number, exact.fraction(field.highest)) > 0) {
      return label + "a number from " + exact.exactly(exact.fraction(field.lowest)) + " to " + exact.exactly(exact.fraction(field.highest)) + " " + field.unit + " is plausible here.";
    }
    return "";
  }

  /* How a number stands to what one source gives: silent where it gives nothing, else fits or differs, and why. */
  function held(text, numbers, rule) {
    if (!numbers.length) return { kind: "silent", words: "not compared: not found" };
    const number = exact.fraction(plain(text));
    const order = (end) => exact.compare(number, exact.fraction(end));
    const shown = exact.exactly(number);
    if (rule === "at-most") {
      const most = numbers.map((span) => span[1]).reduce((a, b) => exact.compare(exact.fraction(a), exact.fraction(b)) < 0 ? b : a);
      return order(most) > 0 ? { kind: "differs", words: shown + " > " + exact.exactly(exact.fraction(most)) + ": above its maximum" } : { kind: "fits", words: shown + " ≤ " + exact.exactly(exact.fraction(most)) + ": within its maximum" };
    }
    const inside = numbers.find(function (span) {
      const low = span[0] === "" ? 1 : order(span[0]), high = span[1] === "" ? -1 : order(span[1]);
      return (low > 0 || (low === 0 && !span[2])) && (high < 0 || (high === 0 && !span[3]));
    });
    if (inside) return { kind: "fits", words: inside[0] === inside[1] ? "= " + shown + ": equal" : shown + ": within its range" };
    const above = numbers.every((span) => span[1] !== "" && order(span[1]) >= 0), below = numbers.every((span) => span[0] !== "" && order(span[0]) <= 0);
    return { kind: "differs", words: shown + ": " + (above ? "above" : below ? "below" : "between") + " what it gives" };
  }

  function mark(place, found) {
    place.className = "verdict" + (found ? " verdict-" + found.kind : "");
    place.textContent = found ? { fits: "✓ ", part: "", differs: "≠ ", silent: "" }[found.kind] + found.words : "";
  }

  function overall(cells) {
    const entered = cells.filter((cell) => cell.found).length;
    const compared = cells.filter((cell) => cell.found && cell.found.kind !== "silent");
    const differing = compared.filter((cell) => cell.found.kind === "differs").map((cell) => cell.label.toLowerCase());
    if (!compared.length) return { kind: "silent", words: "nothing to compare" };
    if (differing.length) return { kind: "differs", words: "differs: " + differing.join("; ") };
    const share = compared.length + " of " + entered;
    if (compared.length < entered) return { kind: "part", share: share, words: "fits in part: " + share + " entered, nothing found on the rest" };
    return { kind: "fits", words: "fits in " + (entered === 1 ? "the 1 thing" : "all " + entered + " things") + " entered" };
  }

  function line(words) {
    const place = document.createElement("p");
    place.textContent = words;
    return place;
  }

  function summary(results) {
    const lines = [];
    [["Fits in all that was entered", "fits"], ["Fits in part, gives nothing on the rest", "part"], ["Differs, where the table says", "differs"], ["Gives nothing that was entered", "silent"]].forEach(function (part) {
      const members = results.filter((one) => one.all.kind === part[1]);
      new Set(members.map((one) => one.name)).forEach(function (name) {
        lines.push(line(part[0] + " · " + name + ": " + members.filter((one) => one.name === name).map((one) => one.source + (one.all.share ? " (" + one.all.share + ")" : "")).join("; ") + "."));
      });
    });
    return lines;
  }

  /* The page follows from the fields alone, so that nothing on it can be left over from earlier ones. */
  function read(submitted) {
    const texts = inputs.map((input) => input.value.trim());
    const wrongs = inputs.map((input, index) => refusal(texts[index], input.dataset));
    const wrong = wrongs.filter(Boolean), ready = !wrong.length && texts.some(Boolean);
    const results = rows.map(function (row) {
      const cells = Array.from(row.querySelectorAll("td[data-numbers]")).map(function (cell, index) {
        const found = ready && texts[index] ? held(texts[index], JSON.parse(cell.dataset.numbers), inputs[index].dataset.rule) : null;
        mark(cell.querySelector('[data-verdict="cell"]'), found);
        return { label: inputs[index].dataset.label, found: found };
      });
      const all = ready ? overall(cells) : null;
      mark(row.querySelector('[data-verdict="all"]'), all);
      return { source: row.dataset.regimen, name: row.dataset.name, all: all };
    });
    inputs.forEach(function (input, index) { input.setAttribute("aria-invalid", wrongs[index] ? "true" : "false"); });
    said.classList.toggle("is-refused", Boolean(wrong.length));
    said.textContent = wrong.join(" ") || (submitted && !ready ? "Enter at least one figure." : "");
    if (ready) said.replaceChildren.apply(said, summary(results));
  }

  inputs.forEach(function (input) { input.addEventListener("input", function () { read(false); }); });
  form.addEventListener("submit", function (event) { event.preventDefault(); read(true); });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    inputs.forEach(function (input) { input.value = ""; });
    read(false);
    inputs[0].focus();
  });
  window.addEventListener("pageshow", function () { read(false); });
  tool.hidden = false;
  window.regimenMatch = Object.freeze({ refusal, held });
})();
