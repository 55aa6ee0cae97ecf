/* verify.h: holds a plan against every hard rule and recomputes its every figure, trusting nothing that made it.
 *
 * Written from docs/model.md alone. The room of the verifier is a library of its own (`verify_lib`), which can see
 * neither src/solve/ nor the makers of the products: weights, shares of time, Erlang's formula, response times, needs,
 * values and figures are all computed here a second time, in another way where there is one. It only reads the case,
 * the policy, distances and travel times.
 *
 * Faults become diagnostics: file = the table's file ("roster.csv"), line = the line it was read from (row + 2 when the
 * plan was never in a file: header and 1-based rows), column, what was found, what was expected, and in `remedy` what
 * the rule is. Codes are stable and listed by posko_verify_checks().
 */
#pragma once
#include "diagnostics.h"
#include "plan.h"
G_BEGIN_DECLS

typedef struct
{
  const char *code;        /* "roster-rest": stable, not translated */
  const char *product;     /* posko | ambulans | roster | cadangan | skrining | makan | baliho | umum */
  const char *description; /* one line in English, marked for translation: show it through _() */
} PoskoVerifyCheck;

/**
 * posko_verify:
 * @plan: a plan as it was made, or as it was read back from files that people may have edited
 * @findings: where the faults go; a plan without any has none of %POSKO_SEVERITY_ERROR
 * @cancellable: (nullable):
 *
 * Sections 1 to 9 of docs/model.md. Any content of the tables is safe: unknown codes, negative and huge numbers,
 * missing cells. O(rows · log rows + TPS · (posts + ambulances + billboards) + people · needs).
 *
 * Returns: %TRUE when the plan could be judged (whatever was found); %FALSE with %POSKO_ERROR_CANCELLED in @error
 */
gboolean posko_verify (const PoskoPlan *plan, PoskoDiagnostics *findings, GCancellable *cancellable, GError **error);

/**
 * posko_verify_same:
 * @whole: the plan of the city files
 * @parts: the union of the files of the kecamatan
 *
 * Holds the tables that are split by kecamatan (posko, tps, ambulans, roster, cadangan, skrining, makan, sopir, baliho)
 * against each other as sets of rows, matched by primary key. A row on one side only is `parts-row`, a differing cell
 * `parts-cell`.
 *
 * Returns: whether they are the same
 */
gboolean posko_verify_same (const PoskoPlan *whole, const PoskoPlan *parts, PoskoDiagnostics *findings);

/** Returns: (transfer none) (array length=n): every check, by product and code */
const PoskoVerifyCheck *posko_verify_checks (guint *n);

G_END_DECLS
