/* Works out each dose of the dose table for a weight entered. The page is whole without it; it stores and sends nothing. */
(function () {
  "use strict";

  const exact = window.exactDecimal;
  const tool = document.querySelector("[data-dose-table]");
  if (!tool || !exact) return;
  const constants = JSON.parse(tool.dataset.doseTable);
  const given = (name) => exact.fraction(constants[name]);
  const form = tool.querySelector("form"), input = tool.querySelector("input");
  const said = tool.querySelector(".said"), result = tool.querySelector(".result");

  /* What is wrong with a text as a weight: an empty text where nothing is. */
  function refusal(text) {
    if (!text) return "Enter a body weight in kilograms.";
    if (/lb|pound|#|st\b|stone/i.test(text)) return "“" + text + "” is refused: only kilograms are taken, and nothing is converted here. Weigh in kilograms.";
    if (text.includes(",")) {
      const meant = /^\d+,\d{1,2}$/.test(text) ? " Did you mean " + text.replace(",", ".") + "?" : "";
      return "“" + text + "” is refused: a comma can be read in two ways. Write decimals with a point, or enter whole kilograms." + meant;
    }
    if (/^[\d.]*\d[\d.]*e[+-]?\d*$/i.test(text)) return "“" + text + "” is refused: write the number out, without an exponent.";
    if (/^[-+−]/.test(text)) return "“" + text + "” is refused: write the weight without a sign.";
    if (!/^\d+(\.\d+)?$/.test(text)) return "“" + text + "” is refused: write digits, with at most one point between them.";
    if ((text.split(".")[1] || "").length > constants.weightPlaces) return "“" + text + "” is refused: at most " + constants.weightPlaces + " decimals.";
    const weight = exact.fraction(text);
    if (exact.compare(weight, given("lightest")) < 0) return text + " kg is below " + constants.lightest + " kg: a slip, or another unit, is likelier than such a patient. Check the weight.";
    if (exact.compare(weight, given("heaviest")) > 0) return text + " kg is above " + constants.heaviest + " kg: pounds, or a lost point, are likelier than such a patient. Check the weight.";
    return "";
  }

  /* Whether more letters can still make a weight of it, so that a reader who types is not told off at the first digit. */
  function unfinished(text) {
    return text === "" || /^\d{1,3}\.$/.test(text) || (/^\d{1,2}$/.test(text) && exact.compare(exact.fraction(text), given("lightest")) < 0);
  }

  function vials(content, drawn) {
    if (content === drawn) return exact.grouped(content);
    return exact.grouped(content < drawn ? content : drawn) + " or " + exact.grouped(content < drawn ? drawn : content);
  }

  function cells(amount, words, doses, content, drawn) {
    const volume = exact.divided(amount, given("perMl"));
    const mass = constants.massPerMl ? exact.halfUp(exact.times(volume, given("massPerMl")), constants.places) : "";
    return {
      amount: words, volume: exact.halfUp(volume, constants.places), mass: mass,
      content: exact.grouped(content * doses), drawn: exact.grouped(drawn * doses), vials: vials(content * doses, drawn * doses)
    };
  }

  /* All levels for a weight that is not refused: each dose, and the most that its limits allow. */
  function worked(text) {
    return constants.levels.map(function (level) {
      const amount = exact.times(exact.fraction(text), exact.fraction(level.perKg));
      const volume = exact.divided(amount, given("perMl"));
      const content = exact.roundedUp(exact.divided(amount, given("vial")));
      const drawn = exact.roundedUp(exact.divided(volume, given("volume")));
      return {
        dose: cells(amount, exact.exactly(amount), BigInt(1), content, drawn),
        totals: level.limits.map(function (limit) {
          const total = exact.times(amount, exact.fraction(limit));
          return cells(total, exact.inMillions(total), BigInt(limit), content, drawn);
        })
      };
    });
  }

  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }

  function fill(place, found) {
    Array.prototype.forEach.call(place.querySelectorAll("[data-of]"), function (spot) {
      spot.textContent = found ? found[spot.dataset.of] : spot.dataset.word || "";
      spot.classList.toggle("is-worked", Boolean(found));
    });
  }

  function show(text, levels) {
    const weight = text && exact.exactly(exact.fraction(text));
    result.hidden = !levels;
    fill(result, null);
    result.querySelector('caption [data-of="weight"]').textContent = levels ? weight + " kg" : "";
    each("[data-level]", function (place) {
      const level = levels && levels[Number(place.dataset.level)];
      const limit = place.dataset.limit;
      const found = level && (limit ? level.totals[Number(limit)] : level.dose);
      fill(place, found && Object.assign({ weight: weight + " kg" }, found));
    });
    each("[data-weight]", function (row) {
      const here = Boolean(levels) && row.dataset.weight === weight;
      row.classList.toggle("is-entered", here);
      if (here) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
    });
  }

  /* The page follows from the text alone, so that nothing on it can be left over from an earlier one. */
  function read(finished, submitted) {
    const text = input.value.trim().replace(/\s*kg$/i, "");
    const waits = !submitted && (text === "" || (!finished && unfinished(text)));
    const wrong = waits ? "" : refusal(text);
    const levels = waits || wrong ? null : worked(text);
    show(levels ? text : "", levels);
    input.setAttribute("aria-invalid", wrong ? "true" : "false");
    said.classList.toggle("is-refused", Boolean(wrong));
    said.textContent = wrong || (levels ? summary(text, levels) : "");
  }

  function summary(text, levels) {
    const parts = levels.map((level, index) => "at " + constants.levels[index].number + " " + constants.unit + "/kg: " + level.dose.amount + " " + constants.unit + ", " + level.dose.volume + " mL");
    return exact.exactly(exact.fraction(text)) + " kg: " + parts.join("; ") + ". Have it checked by a second person.";
  }

  /* What was asked for is seen, also above the keyboard of a phone. */
  function bringUp() {
    const seen = window.visualViewport ? window.visualViewport.height : window.innerHeight;
    if (said.getBoundingClientRect().bottom > seen) tool.scrollIntoView({ block: "start" });
  }

  input.addEventListener("input", function () { read(false, false); });
  input.addEventListener("change", function () { read(true, false); });
  form.addEventListener("submit", function (event) { event.preventDefault(); read(true, true); bringUp(); });
  form.addEventListener("reset", function (event) { event.preventDefault(); input.value = ""; read(true, false); input.focus(); });
  window.addEventListener("pageshow", function () { read(true, false); });
  tool.hidden = false;
  window.doseTable = Object.freeze({ refusal, worked });
})();
