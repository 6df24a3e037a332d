// a dose of 40 mg/kg is not read here: it is a comment
var limit = 22500, shown = "At most 40 mg/kg are given.";
var rate = Number("22500");
