/* Exact arithmetic on decimals as fractions of whole numbers: no floating point, so no figure can drift. */
(function () {
  "use strict";

  function power(places) { return BigInt("1" + "0".repeat(places)); }

  function fraction(text) {
    const parts = text.split(".");
    return { over: BigInt(parts[0] + (parts[1] || "")), under: power((parts[1] || "").length) };
  }

  function times(a, b) { return { over: a.over * b.over, under: a.under * b.under }; }
  function divided(a, b) { return { over: a.over * b.under, under: a.under * b.over }; }
  function compare(a, b) {
    const left = a.over * b.under, right = b.over * a.under;
    return left < right ? -1 : left > right ? 1 : 0;
  }
  function roundedUp(a) { return (a.over + a.under - BigInt(1)) / a.under; }
  function grouped(whole) { return String(whole).replace(/\B(?=(\d{3})+$)/g, ","); }

  function halfUp(a, places) {
    const scale = power(places);
    const scaled = (BigInt(2) * a.over * scale + a.under) / (BigInt(2) * a.under);
    const rest = String(scaled % scale).padStart(places, "0").replace(/0+$/, "");
    return grouped(scaled / scale) + (places && rest ? "." + rest : "");
  }

  function exactly(a) {
    for (let places = 0; places <= 30; places += 1) {
      if ((a.over * power(places)) % a.under === BigInt(0)) return halfUp(a, places);
    }
    throw new RangeError("no end as a decimal");
  }

  function inMillions(a) {
    const million = fraction("1000000");
    return compare(a, million) < 0 ? exactly(a) : exactly(divided(a, million)) + " million";
  }

  window.exactDecimal = Object.freeze({ fraction, times, divided, compare, roundedUp, grouped, halfUp, exactly, inMillions });
})();
