/* make-curve.h: making a curve for a folder, and printing it: shared by posko curve and posko plan --curve. */
#pragma once
#include "make-plan.h"
G_BEGIN_DECLS

/** A folder that a curve may not replace, or that nobody can write, is refused before the work and not after it. */
gboolean posko_curve_can_write (const char *folder, GError **error);

/**
 * posko_curve_make:
 * @params: with `stay` for %POSKO_CURVE_PEOPLE
 * @json: print kurva.json instead of a table for people
 *
 * Makes the curve, writes it to @folder and prints it to standard output.
 *
 * Returns: how to end; with @error set unless it is %POSKO_EXIT_DONE
 */
PoskoExit posko_curve_make (PoskoCase *source, PoskoCurveKind kind, const PoskoCurveRange *range, const PoskoPlanParams *params,
                            const char *folder, const PoskoReportParams *report, gboolean json, GError **error);

G_END_DECLS
