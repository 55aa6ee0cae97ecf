/* verify-checks.c: the list of everything the verifier can find: its code, its product, and the rule in one line.
 *
 * The list is what `posko verify --list` and the documentation show. A fault can only be reported under a code that
 * stands here.
 */
#include "verify-private.h"

static const PoskoVerifyCheck checks[] = {
  /* every table */
  { "row-duplicate", "umum", N_ ("no two rows of a table have the same key") },
  { "code-unknown", "umum", N_ ("every code in the plan exists in the case") },
  { "area-wrong", "umum", N_ ("a row carries code and name of the kecamatan it belongs to") },
  { "copy-wrong", "umum", N_ ("names, places and other values are those of the case") },
  /* posts */
  { "post-outside-kecamatan", "posko", N_ ("a post is listed in the kecamatan it lies in") },
  { "post-not-allowed", "posko", N_ ("a post is only at a place that may host one") },
  { "post-must-open", "posko", N_ ("every place that must open is open") },
  { "post-minimum", "posko", N_ ("every kecamatan has its minimum of open posts, as far as it has places") },
  { "post-count", "posko", N_ ("no more posts are open than the policy allows") },
  { "post-budget", "posko", N_ ("the open posts cost no more than the budget") },
  { "post-capacity", "posko", N_ ("a post is first post of no more TPS than its teams can answer for") },
  { "post-recap", "posko", N_ ("the recap post of a kecamatan is the one the rule names") },
  { "post-teams", "posko", N_ ("the teams of a post are the most that any of its shifts needs") },
  { "post-cost", "posko", N_ ("the cost of a post is that of the case") },
  { "sum-tps", "posko", N_ ("the TPS of a post are those that have it as first post") },
  { "sum-petugas", "posko", N_ ("the petugas of a post are those of its TPS") },
  { "sum-bobot", "posko", N_ ("the risk weight of a post is the sum over its TPS") },
  { "sum-bobot-standar", "posko", N_ ("the weight within the standard is the sum over its TPS within the standard") },
  { "post-mean", "posko", N_ ("the mean response of a post is the weighted mean over its TPS") },
  { "post-longest", "posko", N_ ("the longest response of a post is that of its farthest TPS") },
  /* TPS */
  { "tps-missing", "posko", N_ ("every TPS has a row") },
  { "tps-people", "posko", N_ ("voters and petugas of a TPS are those of the case") },
  { "tps-weight", "posko", N_ ("the risk weight of a TPS follows from the rates of the policy") },
  { "tps-first-closed", "posko", N_ ("the first post of a TPS is open") },
  { "tps-response", "posko", N_ ("the response minutes are delay, access and driving") },
  { "tps-backup", "posko", N_ ("the backup post is the nearest other open post") },
  { "tps-standard", "posko", N_ ("the standard is met when the first post's response is within it") },
  { "tps-ambulance", "ambulans", N_ ("first and second ambulance of a TPS are the two nearest") },
  { "tps-ambulance-minutes", "ambulans", N_ ("the ambulance's minutes are delay, access and driving from its base") },
  { "tps-billboards", "baliho", N_ ("the boards of a TPS are the chosen ones within whose radius it lies") },
  /* ambulances */
  { "ambulance-unavailable", "ambulans", N_ ("only ambulances that are available are given a base") },
  { "ambulance-missing", "ambulans", N_ ("every available ambulance has a base while there is room") },
  { "ambulance-base", "ambulans", N_ ("a base is an open post or a place that parks ambulances") },
  { "ambulance-room", "ambulans", N_ ("a base parks no more ambulances than it has room for") },
  { "ambulance-tps", "ambulans", N_ ("the TPS of an ambulance are those it reaches first") },
  { "ambulance-mean", "ambulans", N_ ("the mean response of an ambulance is the weighted mean over its TPS") },
  { "ambulance-longest", "ambulans", N_ ("the longest response of an ambulance is that of its farthest TPS") },
  { "ambulance-cost", "ambulans", N_ ("the cost of an ambulance is that of the case") },
  /* needs */
  { "need-missing", "roster", N_ ("every need of an open post has a row") },
  { "need-extra", "roster", N_ ("no need is listed that the model does not give") },
  { "need-teams", "roster", N_ ("teams follow from Erlang's formula and the TPS a team can answer for") },
  { "need-people", "roster", N_ ("people needed are the first team's and the further teams' members") },
  { "need-filled", "roster", N_ ("filled places are the roster's rows") },
  { "need-shift", "roster", N_ ("a need is in a shift of the policy, at the times of that shift") },
  /* roster */
  { "roster-neutrality", "roster", N_ ("nobody is on duty without having passed the neutrality gate") },
  { "roster-licence", "roster", N_ ("the licence is valid until the last day of the shift") },
  { "roster-profession", "roster", N_ ("a place is filled by its profession or a stand-in that the policy allows") },
  { "roster-available", "roster", N_ ("nobody is on duty on a day or shift he is not available") },
  { "roster-distance", "roster", N_ ("nobody serves farther from home than his limit") },
  { "roster-rest", "roster", N_ ("there is enough rest between two shifts of one person") },
  { "roster-shifts", "roster", N_ ("nobody has more shifts than allowed") },
  { "roster-nights", "roster", N_ ("nobody has more nights than allowed") },
  { "roster-vote", "roster", N_ ("everybody on duty can still vote, in the way the row says") },
  { "roster-vote-tps", "roster", N_ ("the TPS to vote at is the own one, or the post's nearest with Form A") },
  { "roster-form-a-date", "roster", N_ ("Form A has its deadline, and only Form A has one") },
  { "roster-need", "roster", N_ ("no more people are on duty than the post needs") },
  { "roster-post", "roster", N_ ("a duty is at an open post, in recap shifts at the recap post") },
  { "roster-shift", "roster", N_ ("a duty is in a shift of the policy, at the times of that shift") },
  { "roster-minutes", "roster", N_ ("the minutes from home are those of the road") },
  /* reserves */
  { "reserve-neutrality", "cadangan", N_ ("nobody stands by without having passed the neutrality gate") },
  { "reserve-licence", "cadangan", N_ ("the licence of a stand-by is valid until the last day of the shift") },
  { "reserve-profession", "cadangan", N_ ("a stand-by has the profession or may stand in for it") },
  { "reserve-available", "cadangan", N_ ("nobody stands by on a day or shift he is not available") },
  { "reserve-rest", "cadangan", N_ ("a stand-by shift keeps the rest from the person's duties") },
  { "reserve-limit", "cadangan", N_ ("nobody stands by more often than allowed") },
  { "reserve-late", "cadangan", N_ ("a stand-by reaches the recap post of the kecamatan in time") },
  { "reserve-minutes", "cadangan", N_ ("the minutes of a stand-by are those of the road from home") },
  { "reserve-count", "cadangan", N_ ("no more people stand by than the policy asks for") },
  { "reserve-shift", "cadangan", N_ ("stand-bys are for the shifts of day H, at the times of the shift") },
  /* health checks */
  { "screening-site", "skrining", N_ ("health checks are at places that do them") },
  { "screening-date", "skrining", N_ ("health checks are on the days of the policy") },
  { "screening-session", "skrining", N_ ("health checks are in a session of the policy, at its times") },
  { "screening-capacity", "skrining", N_ ("a session checks no more petugas than the place can") },
  { "screening-limit", "skrining", N_ ("nobody travels longer to a health check than allowed") },
  { "screening-minutes", "skrining", N_ ("the minutes to the health check are those of the road") },
  { "screening-people", "skrining", N_ ("the petugas of a row are those of the TPS") },
  /* meals */
  { "meal-missing", "makan", N_ ("every TPS that is fed in a wave has a row") },
  { "meal-extra", "makan", N_ ("no meal is listed for a TPS that is not fed in that wave") },
  { "meal-portions", "makan", N_ ("portions follow from the petugas who are fed") },
  { "meal-kitchen", "makan", N_ ("kitchens have the certificates that the policy asks for") },
  { "meal-kitchen-capacity", "makan", N_ ("a kitchen cooks no more portions for a wave than it can") },
  { "meal-kitchen-tps", "makan", N_ ("a kitchen feeds no more TPS in a wave than its ceiling") },
  { "meal-kitchen-hours", "makan", N_ ("a kitchen is open from loading until the wave's window ends") },
  { "meal-vehicle", "makan", N_ ("a vehicle drives for its own kitchen") },
  { "meal-load", "makan", N_ ("a vehicle carries no more portions than it holds") },
  { "meal-window", "makan", N_ ("hand-over starts within the wave's window") },
  { "meal-late", "makan", N_ ("hand-over ends within the wave's limit after cooking") },
  { "meal-eat-by", "makan", N_ ("the eat-by time counts from the end of cooking") },
  { "meal-travel", "makan", N_ ("a vehicle is nowhere sooner than the road allows") },
  { "meal-clock", "makan", N_ ("clock times are the exact seconds, rounded up to the minute") },
  { "meal-vehicle-hours", "makan", N_ ("a vehicle loads and returns within its hours") },
  { "meal-overlap", "makan", N_ ("a vehicle begins to load only after it has returned") },
  { "meal-order", "makan", N_ ("trips and their stops are numbered without gaps and end with the return") },
  { "meal-stop", "makan", N_ ("meals and driver sheets agree") },
  /* billboards */
  { "billboard-forbidden", "baliho", N_ ("no board stands in a zone that forbids it") },
  { "billboard-warning", "baliho", N_ ("a board in a zone that warns says so") },
  { "billboard-spacing", "baliho", N_ ("boards keep the least distance from each other") },
  { "billboard-budget", "baliho", N_ ("the boards cost no more than the budget") },
  { "billboard-cost", "baliho", N_ ("the cost of a board is that of the case") },
  { "billboard-reach", "baliho", N_ ("the voters of a board are those within its radius") },
  { "billboard-gain", "baliho", N_ ("what a board adds is what would be lost without it") },
  { "billboard-order", "baliho", N_ ("boards are put up in the order of what they add per rupiah") },
  /* lists */
  { "shortage-missing", "umum", N_ ("every unmet need is listed as a shortage") },
  { "shortage-extra", "umum", N_ ("no shortage is listed where nothing is short") },
  { "shortage-amount", "umum", N_ ("the amount of a shortage is what is missing") },
  { "exclusion-missing", "roster", N_ ("everybody whom a rule keeps off the roster is listed") },
  { "exclusion-wrong", "roster", N_ ("nobody is listed as kept off the roster without a rule") },
  { "exclusion-rule", "roster", N_ ("the rule named is the first that keeps the person off") },
  { "exclusion-evidence", "roster", N_ ("the evidence is the column of the case and what it holds") },
  { "figure-missing", "umum", N_ ("every figure of merit is there") },
  { "figure-extra", "umum", N_ ("no figure is there that the model does not define") },
  { "figure-value", "umum", N_ ("every figure can be recomputed from the case and the plan") },
  { "figure-unit", "umum", N_ ("a figure has its unit") },
  { "figure-target", "umum", N_ ("the target of a figure is that of the policy") },
  { "figure-verdict", "umum", N_ ("the verdict follows from value and target") },
  { "certificate-missing", "umum", N_ ("every level of every objective has a certificate") },
  { "certificate-extra", "umum", N_ ("no certificate is there for a level that the model does not have") },
  { "certificate-value", "umum", N_ ("the value of a certificate is the objective of the plan as it stands") },
  { "certificate-bound", "umum", N_ ("no value is better than its bound") },
  { "certificate-gap", "umum", N_ ("the gap is the distance of value and bound") },
  { "certificate-status", "umum", N_ ("the status follows from value and bound") },
  { "certificate-direction", "umum", N_ ("a level is minimised or maximised in its unit as the model says") },
  /* a published plan */
  { "stay-unseen", "umum", N_ ("changes can be counted only against the published plan; the plan's own figures were taken for them") },
  { "stay-other", "umum", N_ ("the published plan is the one that the plan was made close to") },
  /* kecamatan files */
  { "parts-row", "umum", N_ ("every row of a kecamatan file is in the city file, and the other way round") },
  { "parts-cell", "umum", N_ ("a row is the same in the kecamatan file and the city file") },
};

const PoskoVerifyCheck *
posko_verify_checks (guint *n)
{
  *n = G_N_ELEMENTS (checks);
  return checks;
}

const char *
posko_verify_describe (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (checks[i].code, code))
      return _ (checks[i].description);
  g_return_val_if_reached (NULL);
}
