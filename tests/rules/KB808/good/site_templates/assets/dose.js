// a dose of 22500 mg is not read here
var WAIT = 4000, DAY = 1440, scale = 1000000, FIRST_YEAR = 2000, places = 3;
var shown = data.content + " mg a vial, " + "$1%".length;
