/* Puts clock times beside the slots of a course, by the clock on the wall. The page is whole without it; nothing is stored. */
(function () {
  "use strict";

  const tool = document.querySelector("[data-course-plan]");
  if (!tool) return;
  const form = tool.querySelector("form"), input = tool.querySelector("input");
  const said = tool.querySelector(".said"), change = tool.querySelector(".clock-change");
  const MINUTE = 60000, DAY = 1440;
  const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const FIRST_YEAR = 2000, LAST_YEAR = 2099;

  /* Whole minutes of the clock on the wall, counted as if clocks never changed; null for what is no day and time. */
  function minutes(text) {
    const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::00(?:\.0+)?)?$/.exec(text);
    if (!parts) return null;
    const [year, month, day, hour, minute] = parts.slice(1).map(Number);
    const time = new Date(Date.UTC(year, month - 1, day, hour, minute));
    const same = time.getUTCFullYear() === year && time.getUTCMonth() === month - 1 && time.getUTCDate() === day;
    return same && hour < 24 && minute < 60 && year >= FIRST_YEAR && year <= LAST_YEAR ? time.getTime() / MINUTE : null;
  }

  function words(wall) {
    const time = new Date(wall * MINUTE);
    const two = (number) => String(number).padStart(2, "0");
    return WEEKDAYS[time.getUTCDay()] + " " + time.getUTCDate() + " " + MONTHS[time.getUTCMonth()] + " " + time.getUTCFullYear() + ", " + two(time.getUTCHours()) + ":" + two(time.getUTCMinutes());
  }

  /* How far this device's clock stands from universal time at a moment of the wall clock. */
  function offset(wall) {
    const time = new Date(wall * MINUTE);
    return new Date(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate(), time.getUTCHours(), time.getUTCMinutes()).getTimezoneOffset();
  }

  function slots(start, interval, count) {
    return Array.from({ length: count }, (unused, index) => start + index * interval);
  }

  /* The clock times of a plan: its last slots, the days by the calendar that they fall on, and its second cycle. */
  function laidOut(start, plan) {
    const interval = Number(plan.minutes), dawn = start - (start % DAY);
    const last = plan.minutes ? plan.doses.map((count) => start + (count - 1) * interval) : [];
    return {
      last: last,
      lastDays: last.map((time) => Math.floor((time - dawn) / DAY) + 1),
      second: plan.second.map((day) => start + (day - 1) * DAY)
    };
  }

  function span(times) {
    return times.length ? times[0] === times[1] ? words(times[0]) : words(times[0]) + " to " + words(times[1]) : "";
  }

  /* Where the last slot falls on a later day of the calendar than the last treatment day that a source prints. */
  function lateWords(found, plan) {
    if (!found.last.length || plan.daysComputed || found.lastDays[1] <= plan.days[1]) return "";
    return "▲ on day " + found.lastDays[1] + " by the calendar, past the last one printed";
  }

  function changes(times) {
    return times.slice(1).some((time, index) => offset(time) !== offset(times[index]));
  }

  function show(start) {
    const wall = [];
    Array.prototype.forEach.call(document.querySelectorAll("ol[data-minutes]"), function (list) {
      const places = list.querySelectorAll('[data-clock="slot"]');
      const times = start === null ? [] : slots(start, Number(list.dataset.minutes), places.length);
      wall.push.apply(wall, times);
      Array.prototype.forEach.call(places, function (place, index) { place.textContent = times.length ? words(times[index]) : ""; });
    });
    Array.prototype.forEach.call(document.querySelectorAll("[data-plan]"), function (row) {
      const plan = JSON.parse(row.dataset.plan), found = start === null ? null : laidOut(start, plan);
      if (found) wall.push.apply(wall, found.second);
      row.querySelector('[data-clock="last"]').textContent = found && found.last.length ? "last slot " + span(found.last) : "";
      row.querySelector('[data-clock="late"]').textContent = found ? lateWords(found, plan) : "";
      row.querySelector('[data-clock="second"]').textContent = found ? span(found.second) : "";
    });
    change.hidden = !changes(wall.sort((a, b) => a - b));
    change.textContent = change.hidden ? "" : "Clocks of this device’s time zone change within this course: one interval is then shorter or longer than it reads.";
  }

  function read(submitted) {
    const start = minutes(input.value);
    const partial = input.value !== "" || (input.validity && input.validity.badInput);
    const wrong = start === null && (submitted || partial) ? "Enter a whole date and time, from the year " + FIRST_YEAR + " to " + LAST_YEAR + "." : "";
    show(start);
    input.setAttribute("aria-invalid", wrong ? "true" : "false");
    said.classList.toggle("is-refused", Boolean(wrong));
    said.textContent = wrong || (start === null ? "" : "First dose " + words(start) + ". Clock times stand below, beside the slots and in the table.");
  }

  input.addEventListener("input", function () { read(false); });
  input.addEventListener("change", function () { read(false); });
  form.addEventListener("submit", function (event) { event.preventDefault(); read(true); });
  form.addEventListener("reset", function (event) { event.preventDefault(); input.value = ""; read(false); input.focus(); });
  window.addEventListener("pageshow", function () { read(false); });
  tool.hidden = false;
  window.coursePlan = Object.freeze({ minutes, words, slots, laidOut });
})();
