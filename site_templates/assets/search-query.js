/* What is typed into the search, as the index has it. Fetched when a search begins. `searchForms` gives the ways to ask,
   the strictest first; each next one is asked where the one before finds nothing, and its `note` tells the reader. */
(function () {
  "use strict";

  var SMALL = " a about after all also am an and any are as at be but by can could do does every for from get had has have " +
    "how i if in into is it its many may me most much must my no nor not of off often on only or other our own per should since so some " +
    "than that the their them then there these they this to was we were what when where which while who why will with " +
    "would yet you your ";
  /* What is written on a ward for what stands here in full. */
  var SHORT = {
    abx: "antibiotic", afib: "atrial fibrillation", bp: "blood pressure", creat: "creatinine", cxr: "chest radiograph",
    ecg: "electrocardiogram", ekg: "electrocardiogram", hr: "heart rate", mi: "myocardial infarction", plt: "platelet",
    plts: "platelet", sbp: "systolic blood pressure", sob: "shortness breath", spo2: "oxygen saturation", temp: "temperature",
    uop: "urine output", wbc: "white blood",
  };
  var SPLIT = /[\s\-,:!=\[\]()"\/·–]+|\.(?!\d)/;
  var WORDS = ["zero", "one", "two", "three", "four", "six", "eight", "ten", "twelve"], NUMBERS = [0, 1, 2, 3, 4, 6, 8, 10, 12];

  function whole(digits, times) { return String(Math.round(Number(digits) * times)); }

  /* Large numbers in every spelling as digits alone, and a unit behind them left out. */
  function numbersPlain(text) {
    return text
      .replace(/(^|[^\d.,])([1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:[ '\u00a0\u202f]\d{3})*[ '\u00a0\u202f]000|[1-9]\d{0,2}(?:\.000)+)(?![\d,]|\.\d)/g,
        function (all, before, number) { return before + number.replace(/\D/g, ""); })
      .replace(/(\d+(?:\.\d+)?) ?(?:k|thousand)(?![a-z])/g, function (all, number) { return whole(number, 1e3); })
      .replace(/(\d+(?:\.\d+)?) ?(?:millions?|mill?|mio|miu|m\.?i\.?u\.?|m(?= ?(?:iu|units?|$)))(?![a-z])/g,
        function (all, number) { return whole(number, 1e6); })
      .replace(/(\d{4,}) ?(?:i\.?u\.?|international units?|units?)(?![a-z])(?: ?(?:\/|per) ?kg)?/g, "$1 ")
      .replace(/(\d{4,}) ?(?:\/|per) ?kg\b/g, "$1 ")
      .replace(/(\d) %/g, "$1%");
  }

  /* `q8h`, `every 8 hours`, `8-hourly` as the one word that facts carry. */
  function intervals(text) {
    WORDS.forEach(function (word, place) {
      text = text.replace(new RegExp("\\b" + word + "(?=[ -]hour)", "g"), NUMBERS[place]);
    });
    return text.replace(/\b(?:q\.? ?|every )(\d+) ?-?(?:h|hrs?|hours?|hourly)\b\.?|\b(\d+)[ -]?hourly\b/g, function (all, one, other) {
      return " every" + (one || other) + "hours ";
    });
  }

  function isNumber(word) { return /^[<>≤≥~]*\d[\d.]*%?$/.test(word); }

  function isSmall(word) { return SMALL.indexOf(" " + word + " ") >= 0; }

  /* A word with its plural; a number only whole, as another number is another thing. */
  function wide(word) {
    if (isNumber(word) || /^every\d+hours$/.test(word)) return word + "^1";
    if (word.length < 3) return word + "^1";
    return (/[^siu]s$/.test(word) && word.length > 4 ? word.slice(0, -1) : word) + "*";
  }

  function near(word) { return /\d/.test(word) || word.length < 5 ? wide(word) : word + "~1"; }

  function all(words, how) { return words.map(function (word) { return "+" + how(word); }).join(" "); }

  function british(word) { return word.replace(/ae|oe/g, "e").replace(/our$/, "or").replace(/(li[sz]|ni[sz])ed$/, "$1"); }

  window.searchForms = function (typed) {
    if (/["*+^~]|(?:^|\s)-/.test(typed)) return [{ query: typed, note: "" }];
    var plain = intervals(numbersPlain(typed.toLowerCase()));
    var words = plain.split(SPLIT).map(function (word) { return SHORT.hasOwnProperty(word) ? SHORT[word] : word; }).join(" ")
      .split(" ").filter(function (word) { return word && !isSmall(word); });
    if (!words.length) return [{ query: typed, note: "" }];
    var forms = [
      { query: all(words, wide), note: "" },
      { query: all(words.map(british), wide), note: "" },
      { query: all(words, near), note: "Nothing is spelled like this. These words are one letter away from what you typed: compare them." },
    ];
    if (words.length > 1) {
      forms.push({ query: words.map(wide).join(" "), note: "No one place has all of these words. These have some of them." });
    }
    return forms.filter(function (form, place) {
      return forms.findIndex(function (other) { return other.query === form.query; }) === place;
    });
  };
})();
