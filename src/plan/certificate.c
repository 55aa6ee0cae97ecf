/* certificate.c: how good one level of a product's objective is proven to be, as numbers and as one plain sentence.
 *
 * A level is a number with a direction; its bound is the number that no plan can pass. The gap is that of posko_solve_gap() in percent,
 * rounded up to what is printed, so that "0,00 %" is never said of a gap that is open. Sentences come in the plan's own language and
 * never from the locale.
 */
#include "plan-private.h"
#include <math.h>

#define GAP_DECIMALS 2u /* of the gap in sentences */
#define GAP_STEPS 1e4   /* the gap in the table is rounded up to 1/GAP_STEPS percent: posko:decimals of selisih_persen */

static const char *
status_code (PoskoSolveStatus status)
{
  static const char *const codes[] = {
    [POSKO_SOLVE_OPTIMAL] = "optimal",          [POSKO_SOLVE_BOUNDED] = "dalam-batas", [POSKO_SOLVE_FEASIBLE] = "layak",
    [POSKO_SOLVE_INFEASIBLE] = "tidak-layak", [POSKO_SOLVE_NONE] = "tanpa-jawaban",
  };
  return codes[status];
}

/* "12.340 rupiah", in the plan's language. */
static char *
amount (const PoskoPlan *plan, gint64 value, const char *unit)
{
  g_autofree char *number = posko_format_thousands (value, posko_plan_language (plan));
  return g_strconcat (number, *unit != '\0' ? " " : "", unit, NULL);
}

static char *
optimal_sentence (const PoskoPlan *plan, gboolean maximise, const char *meaning, const char *value)
{
  if (maximise)
    return g_strdup_printf (posko_plan_text (plan, "Proven optimal: no plan has more %s than this (%s).",
                                             "Terbukti optimal: tidak ada rencana dengan %s lebih besar dari ini (%s)."),
                            meaning, value);
  return g_strdup_printf (posko_plan_text (plan, "Proven optimal: no plan has less %s than this (%s).",
                                           "Terbukti optimal: tidak ada rencana dengan %s lebih kecil dari ini (%s)."),
                          meaning, value);
}

static char *
bounded_sentence (const PoskoPlan *plan, gboolean maximise, const char *meaning, const char *value, const char *bound,
                  gdouble percent)
{
  const gdouble steps = pow (10, GAP_DECIMALS);
  g_autofree char *gap
    = posko_format_decimal (ceil (percent * steps - 1e-9) / steps, GAP_DECIMALS, posko_plan_language (plan));
  if (maximise)
    return g_strdup_printf (posko_plan_text (plan, "At most %s %% from the best possible: %s is %s, and no plan has more than %s.",
                                             "Paling banyak %s %% dari yang terbaik yang mungkin: %s sebesar %s, dan tidak ada "
                                             "rencana dengan lebih dari %s."),
                            gap, meaning, value, bound);
  return g_strdup_printf (posko_plan_text (plan, "At most %s %% from the best possible: %s is %s, and no plan has less than %s.",
                                           "Paling banyak %s %% dari yang terbaik yang mungkin: %s sebesar %s, dan tidak ada "
                                           "rencana dengan kurang dari %s."),
                          gap, meaning, value, bound);
}

static char *
sentence (const PoskoPlan *plan, gboolean maximise, const char *meaning, const char *unit, const PoskoSolveResult *result,
          gdouble percent)
{
  g_autofree char *value = amount (plan, result->value, unit);
  g_autofree char *bound = amount (plan, result->bound, unit);
  switch (result->status)
    {
    case POSKO_SOLVE_OPTIMAL:
      return optimal_sentence (plan, maximise, meaning, value);
    case POSKO_SOLVE_BOUNDED:
      return bounded_sentence (plan, maximise, meaning, value, bound, percent);
    case POSKO_SOLVE_FEASIBLE:
      return g_strdup_printf (posko_plan_text (plan, "Every rule is kept (%s: %s); how far from the best possible is not known.",
                                               "Semua aturan dipenuhi (%s: %s); jaraknya dari yang terbaik yang mungkin "
                                               "tidak diketahui."),
                              meaning, value);
    case POSKO_SOLVE_INFEASIBLE:
      return g_strdup_printf (posko_plan_text (plan, "Proven: no plan meets all needs (%s); see the shortages.",
                                               "Terbukti: tidak ada rencana yang memenuhi semua kebutuhan (%s); lihat "
                                               "daftar kekurangan."),
                              meaning);
    case POSKO_SOLVE_NONE:
    default:
      return g_strdup_printf (posko_plan_text (plan, "No solution was found within the effort (%s); see the shortages.",
                                               "Tidak ada penyelesaian yang ditemukan dalam usaha yang diberikan (%s); "
                                               "lihat daftar kekurangan."),
                              meaning);
    }
}

PoskoSolveResult
posko_plan_proven (gint64 value)
{
  return (PoskoSolveResult) { .status = POSKO_SOLVE_OPTIMAL, .stop = POSKO_STOP_PROVEN, .value = value, .bound = value };
}

void
posko_plan_certify (PoskoPlan *plan, const char *product, const char *level, const char *unit, gboolean maximise,
                    const char *meaning, const PoskoSolveResult *result)
{
  const gboolean solved = result->status == POSKO_SOLVE_OPTIMAL || result->status == POSKO_SOLVE_BOUNDED;
  const gdouble percent = solved ? 100.0 * posko_solve_gap (result) : (gdouble) NAN;
  g_autofree char *plain = sentence (plan, maximise, meaning != NULL ? meaning : level, unit, result, percent);
  g_autofree char *whole
    = result->stop == POSKO_STOP_TIME
        ? g_strconcat (plain, " ",
                       posko_plan_text (plan, "Cut short by the time limit: another run may differ.",
                                        "Dihentikan oleh batas waktu: hasil pada jalan lain dapat berbeda."),
                       NULL)
        : g_strdup (plain);
  const PoskoPlanCertificate row = {
    .produk = product,
    .tingkat = level,
    .tujuan = maximise ? "maks" : "min",
    .satuan = unit,
    .nilai = result->status == POSKO_SOLVE_NONE || result->status == POSKO_SOLVE_INFEASIBLE ? POSKO_MISSING : result->value,
    .batas = solved ? result->bound : POSKO_MISSING,
    .selisih_persen = isfinite (percent) ? ceil (percent * GAP_STEPS - 1e-6) / GAP_STEPS : (gdouble) NAN,
    .status = status_code (result->status),
    .kalimat = whole,
  };
  posko_plan_add (plan, POSKO_PLAN_CERTIFICATES, &row);
}
