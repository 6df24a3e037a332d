"""The texts of an invented drug, plainly fictional: its vocabulary, some facts of it, and their sources."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

VOCABULARY = """\
terms:
  - {id: zelvarin, type: intervention, label: Zelvarin}
  - {id: high-dose-zelvarin, type: intervention, label: High-dose zelvarin, broader: zelvarin}
  - {id: low-dose-zelvarin, type: intervention, label: Low-dose zelvarin, broader: zelvarin}
  - {id: marrows-fever, type: population, label: Marrow's fever}
  - {id: bone-blight, type: population, label: Bone blight}
  - {id: adults-with-fever, type: population, label: Adults with marrow's fever, broader: marrows-fever}
  - {id: children-with-fever, type: population, label: Children with marrow's fever, broader: marrows-fever}
  - {id: zel-first-line, type: subgroup, label: First-line treatment}
  - {id: zel-second-line, type: subgroup, label: Second-line treatment}
  - {id: zel-responders, type: subgroup, label: All who responded to zelvarin, outcome: zel-response}
  - {id: zel-complete-responders, type: subgroup, label: Those who responded wholly to zelvarin, outcome: zel-complete}
  - {id: zel-partial-responders, type: subgroup, label: Those who responded partly to zelvarin, outcome: zel-partial}
  - {id: zel-ward, type: setting, label: On the ward of fever}
  - {id: zel-intensive, type: setting, label: In intensive care of fever}
  - {id: zel-topic, type: topic, label: Zelvarin}
  - {id: zel-creatinine, type: parameter, label: Fever creatinine, unit: mg/dL, plausible: 0.1-25 mg/dL, safety_critical: true}
  - {id: zel-potassium, type: parameter, label: Fever potassium, unit: mmol/L, plausible: 1-9 mmol/L, safety_critical: true}
  - {id: zel-pulse, type: parameter, label: Fever pulse, unit: /min, plausible: 20-300 /min, safety_critical: true}
  - {id: zel-urine, type: parameter, label: Fever urine, unit: mL/h, plausible: 0-500 mL/h, safety_critical: true}
  - {id: zel-weight, type: parameter, label: Fever body weight, unit: kg, plausible: 1-300 kg, safety_critical: true}
  - {id: zel-day, type: parameter, label: Fever day, unit: d, plausible: 0-400 d}
  - {id: zel-chills, type: sign, label: Fever chills}
  - {id: zel-seizure, type: sign, label: Fever seizure}
  - {id: warmol, type: drug, label: Warmol}
  - {id: coolin, type: drug, label: Coolin}
  - {id: stillol, type: drug, label: Stillol}
  - {id: warmol-coolin, type: drug, label: Warmol with coolin, broader: [warmol, coolin]}
  - {id: zel-by-mouth, type: route, label: Zelvarin by mouth}
  - {id: zel-into-vein, type: route, label: Zelvarin into a vein}
  - {id: zel-under-skin, type: route, label: Zelvarin subcutaneously}
  - {id: zel-give, type: verb, label: Give zelvarin, order: 1}
  - {id: zel-hold, type: verb, label: Hold zelvarin, order: 8, action: withhold}
  - {id: zel-give-again, type: verb, label: Give zelvarin once more, broader: zel-give}
  - {id: zel-avoid, type: verb, label: Avoid zelvarin, opposed_to: zel-give}
  - {id: zel-avoid-warmth, type: verb, label: Avoid warmth, broader: zel-avoid}
  - {id: zel-limit, type: verb, label: Give little of it, opposed_to: zel-give}
measures:
  - {id: zel-dose, kind: quantity, label: Zelvarin dose, topic: zel-topic, unit: mg/kg, plausible: 0.1-100 mg/kg, safety_critical: true}
  - {id: zel-flat-dose, kind: quantity, label: Zelvarin flat dose, topic: zel-topic, unit: mg, plausible: 1-9000 mg, safety_critical: true}
  - {id: zel-surface-dose, kind: quantity, label: Zelvarin dose by surface, topic: zel-topic, unit: mg/m2, plausible: 1-5000 mg/m2, safety_critical: true}
  - {id: zel-units, kind: quantity, label: Zelvarin units, topic: zel-topic, unit: IU/kg, plausible: 1000-10000000 IU/kg, safety_critical: true}
  - {id: zel-strength, kind: quantity, label: Zelvarin strength, topic: zel-topic, unit: mg/mL, plausible: 0.1-100 mg/mL, safety_critical: true}
  - {id: zel-daily-dose, kind: quantity, label: Zelvarin dose a day, topic: zel-topic, unit: mg/kg/d, plausible: 0.1-300 mg/kg/d, safety_critical: true}
  - {id: zel-calcium, kind: quantity, label: Zelvarin calcium, topic: zel-topic, unit: mEq, plausible: 1-100 mEq, safety_critical: true}
  - {id: zel-interval, kind: quantity, label: Zelvarin interval, topic: zel-topic, unit: h, plausible: 1-72 h, safety_critical: true}
  - {id: zel-infusion, kind: quantity, label: Zelvarin infusion, topic: zel-topic, unit: min, plausible: 1-240 min, safety_critical: true}
  - {id: zel-days, kind: quantity, label: Zelvarin days, topic: zel-topic, unit: d, plausible: 1-30 d, safety_critical: true}
  - {id: zel-cycles, kind: quantity, label: Zelvarin cycles, topic: zel-topic, unit: cycles, plausible: 1-12 cycles, safety_critical: true}
  - {id: zel-most-doses, kind: quantity, label: Most zelvarin doses, topic: zel-topic, unit: doses, plausible: 1-200 doses, safety_critical: true, at_most: {formula: days / interval, inputs: {days: zel-days, interval: zel-interval}}}
  - {id: zel-course-doses, kind: quantity, label: Most zelvarin doses a course, topic: zel-topic, unit: doses, plausible: 1-2000 doses, safety_critical: true, at_most: {formula: most * cycles, inputs: {most: zel-most-doses, cycles: zel-cycles}}}
  - {id: zel-patients, kind: quantity, label: Patients given zelvarin, topic: zel-topic, unit: patients, plausible: 1-9999 patients}
  - {id: zel-total, kind: quantity, label: Zelvarin in all, topic: zel-topic, unit: mg, plausible: 1-90000 mg}
  - {id: zel-warmth, kind: quantity, label: Zelvarin store, topic: zel-topic, unit: degC, plausible: -90 to 60 degC}
  - {id: zel-lightest, kind: quantity, label: Zelvarin body weight, topic: zel-topic, unit: kg, plausible: 1-300 kg, safety_critical: true}
  - {id: zel-ratio, kind: quantity, label: Zelvarin hazard ratio, topic: zel-topic, unit: "", plausible: 0-50}
  - {id: zel-hazard, kind: quantity, label: Zelvarin hazard ratio of death, topic: zel-topic, unit: "", plausible: 0-50, hazard_of: zel-overall-survival}
  - {id: zel-odds, kind: quantity, label: Zelvarin odds ratio, topic: zel-topic, unit: "", plausible: 0-50}
  - {id: zel-risk-ratio, kind: quantity, label: Zelvarin risk ratio, topic: zel-topic, unit: "", plausible: 0-50}
  - {id: zel-relative-reduction, kind: quantity, label: Zelvarin relative risk reduction, topic: zel-topic, unit: "%", plausible: -100 to 100 %}
  - {id: zel-absolute-reduction, kind: quantity, label: Zelvarin absolute risk reduction, topic: zel-topic, unit: "%", plausible: -100 to 100 %}
  - {id: zel-change, kind: quantity, label: Zelvarin change, topic: zel-topic, unit: mmHg, plausible: -200 to 200 mmHg}
  - {id: zel-daily-maximum, kind: quantity, label: Zelvarin daily maximum, topic: zel-topic, unit: mg/d, plausible: 1-20000 mg/d, safety_critical: true}
  - {id: zel-response, kind: proportion, label: Zelvarin response, topic: zel-topic, unit: "%", plausible: 0-100 %, parts: [zel-complete, zel-partial]}
  - {id: zel-complete, kind: proportion, label: Zelvarin complete response, topic: zel-topic, unit: "%", plausible: 0-100 %, partition: zel-best, subset_of: zel-response}
  - {id: zel-partial, kind: proportion, label: Zelvarin partial response, topic: zel-topic, unit: "%", plausible: 0-100 %, partition: zel-best, subset_of: zel-response}
  - {id: zel-stable, kind: proportion, label: Zelvarin stable disease, topic: zel-topic, unit: "%", plausible: 0-100 %, partition: zel-best}
  - {id: zel-worse, kind: proportion, label: Zelvarin progressive disease, topic: zel-topic, unit: "%", plausible: 0-100 %, partition: zel-best}
  - {id: zel-alive, kind: proportion, label: Alive after zelvarin, topic: zel-topic, unit: "%", plausible: 0-100 %, over_time: falls}
  - {id: zel-lasting, kind: proportion, label: Still well after zelvarin, topic: zel-topic, unit: "%", plausible: 0-100 %}
  - {id: zel-side-effect, kind: proportion, label: Zelvarin side effect, topic: zel-topic, unit: "%", plausible: 0-100 %}
  - {id: zel-overall-survival, kind: time-to-event, label: Overall survival after zelvarin, topic: zel-topic, unit: mo, plausible: 0-600 mo}
  - {id: zel-progression-free, kind: time-to-event, label: Progression-free survival after zelvarin, topic: zel-topic, unit: mo, plausible: 0-600 mo, subset_of: zel-overall-survival}
  - {id: zel-stop, kind: criterion, label: Zelvarin stop, topic: zel-topic, safety_critical: true}
  - {id: zel-resume, kind: criterion, label: Zelvarin resumed, topic: zel-topic, safety_critical: true}
  - {id: zel-eligible, kind: stance, label: Zelvarin eligibility, topic: zel-topic, safety_critical: true}
  - {id: zel-medication, kind: medication, label: Medicines beside zelvarin, topic: zel-topic, safety_critical: true}
  - {id: zel-remedy, kind: action, label: Zelvarin remedy, topic: zel-topic, safety_critical: true}
  - {id: zel-remark, kind: statement, label: Zelvarin remark, topic: zel-topic}
"""


FACTS = """\
facts:
  - id: zel-base-dose
    measure: zel-dose
    intervention: high-dose-zelvarin
    population: marrows-fever
    value: 40 mg/kg
    cite: zellabel2015
    locator: Dosage, p 2
    printed: 40 mg/kg
    access: full-text
  - id: zel-base-response
    measure: zel-response
    intervention: high-dose-zelvarin
    population: marrows-fever
    value: 20 %
    events: 20
    total: 100
    cite: zelable2001
    locator: Table 1
    printed: 20% (20/100)
    access: full-text
    cohort: zel-trial
    data_cutoff: June 2000
  - id: zel-base-later
    measure: zel-response
    intervention: high-dose-zelvarin
    population: marrows-fever
    value: 21 %
    events: 21
    total: 100
    cite: zelbaker2002
    locator: abstract
    printed: 21% (21/100)
    access: abstract
    cohort: zel-trial
    data_cutoff: June 2001
  - id: zel-base-guide
    measure: zel-interval
    intervention: high-dose-zelvarin
    population: marrows-fever
    value: every 8 h
    cite: zelguide2010
    locator: Table 2
    printed: every 8 h
    access: full-text
  - id: zel-base-leaflet
    measure: zel-interval
    intervention: high-dose-zelvarin
    population: marrows-fever
    value: every 8 h
    cite: zellabel2018
    locator: section 4.2
    printed: every 8 h
    access: full-text
  - id: zel-base-web
    measure: zel-interval
    intervention: high-dose-zelvarin
    population: marrows-fever
    value: every 8 h
    cite: zelweb2020
    locator: first paragraph
    printed: every 8 h
    access: full-text
  - id: zel-base-review
    measure: zel-interval
    intervention: high-dose-zelvarin
    population: marrows-fever
    value: every 8 h
    cite: zelreview2012
    locator: p 34
    printed: every 8 h
    access: full-text
cohorts:
  - id: zel-trial
    label: 100 patients of the first zelvarin trial
    population: marrows-fever
    intervention: high-dose-zelvarin
    total: 100
    analysis_sets: [{id: evaluable, n: 96}]
    reports:
      - {cite: zelable2001, data_cutoff: June 2000}
      - {cite: zelbaker2002, data_cutoff: June 2001}
"""


REFERENCES = """
@article{zelable2001,
  author   = {Zelable, Ann},
  title    = {Zelvarin in marrow's fever: a first trial},
  journal  = {Journal of Invented Medicine},
  year     = {2001},
  volume   = {1},
  pages    = {1--9},
  doi      = {10.5555/zel.2001.1},
  pmid     = {99000001},
  keywords = {primary_study}
}

@article{zelbaker2002,
  author   = {Zelbaker, Bo},
  title    = {Zelvarin in marrow's fever: the second look},
  journal  = {Journal of Invented Medicine},
  year     = {2002},
  volume   = {2},
  pages    = {10--19},
  keywords = {pooled_analysis}
}

@article{zelguide2010,
  author   = {Zelguide, Gil},
  title    = {Giving zelvarin: a guideline},
  journal  = {Journal of Invented Medicine},
  year     = {2010},
  volume   = {10},
  pages    = {20--29},
  keywords = {guideline}
}

@article{zelreview2012,
  author   = {Zelreview, Rae},
  title    = {Zelvarin: a review},
  journal  = {Journal of Invented Medicine},
  year     = {2012},
  volume   = {12},
  pages    = {30--39},
  keywords = {review}
}

@misc{zellabel2015,
  title        = {ZELVARIN prescribing information},
  year         = {2015},
  jurisdiction = {US},
  keywords     = {label}
}

@misc{zellabel2018,
  title        = {ZELVARIN summary of product characteristics},
  year         = {2018},
  jurisdiction = {GB},
  keywords     = {label}
}

@online{zelweb2020,
  title        = {Zelvarin for patients},
  organization = {Fever Society},
  year         = {2020},
  url          = {https://fever.example.org/zelvarin},
  urldate      = {2026-01-15},
  keywords     = {patient_information}
}
"""
