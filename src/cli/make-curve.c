/* make-curve.c: a curve made, written and printed. */
#include "make-curve.h"
#include "file.h"
#include "padded.h"
#include "progress-line.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define COLUMN_WIDTH 16

gboolean
posko_curve_can_write (const char *folder, GError **error)
{
  g_autoptr (PoskoStage) probe = posko_stage_new (folder, POSKO_REPORT_CURVE_KIND, error);
  return probe != NULL;
}

static void
print_right (const char *text)
{
  printf (" ");
  posko_print_padded (text, COLUMN_WIDTH, TRUE);
}

static void
print_number (gdouble value, guint decimals)
{
  g_autofree char *text = posko_format_decimal (value, decimals, posko_i18n_language ());
  print_right (text);
}

static void
print_point (const PoskoCurvePoint *point, gboolean fine, const char *now)
{
  print_number ((gdouble) point->x, 0);
  print_number (point->nilai, fine ? 2 : 0);
  print_number (point->batas, fine ? 2 : 0);
  print_number (point->persen, 1);
  print_number (point->lain, floor (point->lain) == point->lain ? 0 : 1);
  if (point->kurang != POSKO_MISSING && point->kurang > 0)
    printf (_ ("  missing: %d %s"), (int) point->kurang, point->satuan_kurang);
  printf ("%s%s\n", point->sekarang ? now : "", point->siku ? _ ("  bend") : "");
}

static void
print_curve (const PoskoCurve *curve, const char *folder)
{
  PoskoTable *points = posko_curve_table (curve, POSKO_CURVE_TABLE_POINTS);
  const PoskoCurvePoint *first = posko_table_row (points, 0);
  const gboolean fine = strcmp (first->satuan, "menit") == 0 || strcmp (first->satuan, "persen") == 0;
  const char *now = posko_curve_kind (curve) == POSKO_CURVE_PEOPLE ? _ ("  fewest changes") : _ ("  as planned");
  printf ("%s: %s\n", posko_case_policy (posko_curve_case (curve))->kota, posko_curve_text (curve, POSKO_CURVE_TEXT_TITLE));
  print_right (first->satuan_x);
  print_right (first->satuan);
  print_right (_ ("proven bound"));
  print_right ("%");
  print_right (first->satuan_lain);
  printf ("\n");
  for (guint i = 0; i < posko_table_n (points); i++)
    print_point (posko_table_row (points, i), fine, now);
  if (*posko_curve_text (curve, POSKO_CURVE_TEXT_SECOND) != '\0')
    printf ("%%: %s\n", posko_curve_text (curve, POSKO_CURVE_TEXT_SECOND));
  printf ("%s: %s\n", first->satuan_lain, posko_curve_text (curve, POSKO_CURVE_TEXT_THIRD));
  printf ("%s\n", posko_curve_text (curve, POSKO_CURVE_TEXT_READING));
  printf (_ ("Written: %s (the plot is kurva.svg)\n"), folder);
}

PoskoExit
posko_curve_make (PoskoCase *source, PoskoCurveKind kind, const PoskoCurveRange *range, const PoskoPlanParams *params, const char *folder,
                  const PoskoReportParams *report, gboolean json, GError **error)
{
  GError *failure = NULL;
  g_autoptr (PoskoCurve) curve = posko_curve_new (source, kind, range, params, &failure);
  if (curve == NULL)
    {
      const PoskoExit status = posko_exit_of_error (failure);
      g_propagate_error (error, failure);
      return status;
    }
  if (!posko_report_curve_write (curve, folder, report, params->cancellable, error))
    return POSKO_EXIT_INTERNAL;
  posko_progress_line_clear ();
  if (!json)
    {
      print_curve (curve, folder);
      return POSKO_EXIT_DONE;
    }
  gsize length;
  g_autofree char *text = posko_report_curve_json (curve, &length, error);
  if (text == NULL)
    return POSKO_EXIT_INTERNAL;
  printf ("%s", text);
  return POSKO_EXIT_DONE;
}
