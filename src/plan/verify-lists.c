/* verify-lists.c: the three lists a plan ends with, shortages, figures and certificates, against what the parts have
 * computed.
 *
 * Section 9 of docs/model.md. The parts state what they expect while they check their tables; here both sides are
 * compared: each side's surplus is a finding, and so is every cell that differs. O(rows + expected) with a look-up by
 * key.
 */
#include <inttypes.h>

#include "verify-private.h"

/* ---- what the parts state ---- */

void
posko_verify_expect_shortage (PoskoVerifier *self, const char *product, const char *object, char *need, gint64 amount,
                              const char *unit, guint area)
{
  const PoskoVerifyShortage shortage = { product, object, need, amount, unit, area };
  g_array_append_val (self->shortages, shortage);
}

static char *
with_wave (const char *code, const char *wave)
{
  return wave != NULL ? g_strconcat (code, "@", wave, NULL) : g_strdup (code);
}

void
posko_verify_expect_figure (PoskoVerifier *self, const char *product, const char *code, const char *wave, gdouble value,
                            const char *unit, PoskoVerifyTarget kind, gdouble target)
{
  const PoskoVerifyFigure figure
      = { product, with_wave (code, wave), value, kind == POSKO_VERIFY_INFO ? POSKO_VERIFY_NO_NUMBER : target, unit,
          kind };
  g_array_append_val (self->figures, figure);
}

void
posko_verify_expect_info (PoskoVerifier *self, const char *product, const char *code, const char *wave, gdouble value,
                          const char *unit)
{
  posko_verify_expect_figure (self, product, code, wave, value, unit, POSKO_VERIFY_INFO, 0);
}

gdouble
posko_verify_mean (gdouble sum, gdouble count)
{
  return count > 0 ? sum / count : POSKO_VERIFY_NO_NUMBER;
}

void
posko_verify_expect_certificate (PoskoVerifier *self, const char *product, const char *level, const char *wave,
                                 gint64 value, const char *unit, gboolean maximise, gboolean optional)
{
  const PoskoVerifyCertificate certificate = { product, with_wave (level, wave), value, unit, maximise, optional };
  g_array_append_val (self->certificates, certificate);
}

/* ---- rows by key ---- */

static char *
key_of (const char *a, const char *b, const char *c)
{
  return g_strconcat (a != NULL ? a : "", "\n", b != NULL ? b : "", "\n", c != NULL ? c : "", NULL);
}

typedef char *(*RowKey) (gconstpointer row);

static char *
shortage_key (gconstpointer row)
{
  const PoskoPlanShortage *line = row;
  return key_of (line->produk, line->objek, line->kebutuhan);
}

static char *
figure_key (gconstpointer row)
{
  const PoskoPlanFigure *line = row;
  return key_of (line->produk, line->kode, NULL);
}

static char *
certificate_key (gconstpointer row)
{
  const PoskoPlanCertificate *line = row;
  return key_of (line->produk, line->tingkat, NULL);
}

/* Returns: key -> first row + 1 */
static GHashTable *
index_rows (const PoskoVerifier *self, PoskoPlanTableId id, RowKey key)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint row = posko_verify_n (self, id); row > 0; row--)
    g_hash_table_replace (index, key (posko_verify_row (self, id, row - 1)), GUINT_TO_POINTER (row));
  return index;
}

/* Returns: the row of an expected key, marked as used, or NONE */
static guint
take_row (GHashTable *index, gboolean *used, char *key)
{
  g_autofree char *owned = key;
  const guint row = GPOINTER_TO_UINT (g_hash_table_lookup (index, owned));
  if (row == 0)
    return POSKO_VERIFY_NONE;
  used[row - 1] = TRUE;
  return row - 1;
}

static void
report_unused (PoskoVerifier *self, PoskoPlanTableId id, const gboolean *used, const char *code, const char *column)
{
  for (guint row = 0; row < posko_verify_n (self, id); row++)
    if (!used[row])
      posko_verify_fault (self, id, row, code, column, _ ("no such row"));
}

/* ---- the comparisons ---- */

void
posko_verify_shortages (PoskoVerifier *self)
{
  const PoskoPlanTableId id = POSKO_PLAN_SHORTAGES;
  g_autoptr (GHashTable) index = index_rows (self, id, shortage_key);
  g_autofree gboolean *used = g_new0 (gboolean, posko_verify_n (self, id) + 1);
  for (guint s = 0; s < self->shortages->len; s++)
    {
      const PoskoVerifyShortage *wanted = &g_array_index (self->shortages, PoskoVerifyShortage, s);
      const guint row = take_row (index, used, key_of (wanted->product, wanted->object, wanted->need));
      if (row == POSKO_VERIFY_NONE)
        {
          posko_verify_absent (self, id, "shortage-missing", NULL, "%s · %s · %s: %" G_GINT64_FORMAT " %s",
                               wanted->product, wanted->object, wanted->need, wanted->amount, wanted->unit);
          continue;
        }
      posko_verify_integer (self, id, row, "shortage-amount", "jumlah", wanted->amount);
      posko_verify_text (self, id, row, "shortage-amount", "satuan", wanted->unit);
      posko_verify_area (self, id, row, "area-wrong", wanted->area);
    }
  report_unused (self, id, used, "shortage-extra", "kebutuhan");
}

static const char *
verdict_of (const PoskoVerifyFigure *figure, gdouble value)
{
  if (figure->kind == POSKO_VERIFY_INFO)
    return "info";
  const gboolean met = figure->kind == POSKO_VERIFY_AT_LEAST ? value >= figure->target : value <= figure->target;
  return met ? "baik" : "kurang";
}

static void
check_figure (PoskoVerifier *self, guint row, const PoskoVerifyFigure *wanted)
{
  const PoskoPlanTableId id = POSKO_PLAN_FIGURES;
  const PoskoPlanFigure *line = posko_verify_row (self, id, row);
  posko_verify_number (self, id, row, "figure-value", "nilai", wanted->value);
  posko_verify_number (self, id, row, "figure-target", "target", wanted->target);
  posko_verify_text (self, id, row, "figure-unit", "satuan", wanted->unit);
  /* rounded or not, either is the value; they differ only where the target lies between them */
  const char *verdict = verdict_of (wanted, wanted->value);
  if (g_strcmp0 (line->putusan, verdict_of (wanted, line->nilai)) != 0)
    posko_verify_text (self, id, row, "figure-verdict", "putusan", verdict);
}

void
posko_verify_figures (PoskoVerifier *self)
{
  const PoskoPlanTableId id = POSKO_PLAN_FIGURES;
  g_autoptr (GHashTable) index = index_rows (self, id, figure_key);
  g_autofree gboolean *used = g_new0 (gboolean, posko_verify_n (self, id) + 1);
  for (guint f = 0; f < self->figures->len; f++)
    {
      const PoskoVerifyFigure *wanted = &g_array_index (self->figures, PoskoVerifyFigure, f);
      const guint row = take_row (index, used, key_of (wanted->product, wanted->code, NULL));
      if (row != POSKO_VERIFY_NONE)
        check_figure (self, row, wanted);
      else
        posko_verify_absent (self, id, "figure-missing", NULL, "%s · %s", wanted->product, wanted->code);
    }
  report_unused (self, id, used, "figure-extra", "kode");
}

static void
check_certificate (PoskoVerifier *self, guint row, const PoskoVerifyCertificate *wanted)
{
  const PoskoPlanTableId id = POSKO_PLAN_CERTIFICATES;
  const PoskoPlanCertificate *line = posko_verify_row (self, id, row);
  const gboolean bounded = line->batas != POSKO_MISSING;
  const gint64 bound = posko_verify_sane (line->batas);
  posko_verify_text (self, id, row, "certificate-direction", "tujuan", wanted->maximise ? "maks" : "min");
  posko_verify_text (self, id, row, "certificate-direction", "satuan", wanted->unit);
  posko_verify_integer (self, id, row, "certificate-value", "nilai", wanted->value);
  posko_verify_text (self, id, row, "certificate-status", "status",
                     !bounded                     ? "layak"
                     : line->batas == line->nilai ? "optimal"
                                                  : "dalam-batas");
  if (bounded && (wanted->maximise ? line->batas < line->nilai : line->batas > line->nilai))
    posko_verify_fault (self, id, row, "certificate-bound", "batas",
                        wanted->maximise ? _ ("at least %" PRId64) : _ ("at most %" PRId64),
                        line->nilai);
  const gdouble value = (gdouble) posko_verify_sane (line->nilai);
  const gdouble gap = bounded ? 100 * fabs (value - (gdouble) bound) / MAX (1.0, fabs (value)) : POSKO_VERIFY_NO_NUMBER;
  const gdouble shown = line->selisih_persen;
  if (isnan (gap) != isnan (shown) || (bounded && (shown < gap - 1e-9 * gap || shown > gap + 2e-4)))
    posko_verify_number (self, id, row, "certificate-gap", "selisih_persen", gap);
}

void
posko_verify_certificates (PoskoVerifier *self)
{
  const PoskoPlanTableId id = POSKO_PLAN_CERTIFICATES;
  g_autoptr (GHashTable) index = index_rows (self, id, certificate_key);
  g_autofree gboolean *used = g_new0 (gboolean, posko_verify_n (self, id) + 1);
  for (guint c = 0; c < self->certificates->len; c++)
    {
      const PoskoVerifyCertificate *wanted = &g_array_index (self->certificates, PoskoVerifyCertificate, c);
      const guint row = take_row (index, used, key_of (wanted->product, wanted->level, NULL));
      if (row != POSKO_VERIFY_NONE)
        check_certificate (self, row, wanted);
      else if (!wanted->optional)
        posko_verify_absent (self, id, "certificate-missing", NULL, "%s · %s", wanted->product, wanted->level);
    }
  report_unused (self, id, used, "certificate-extra", "tingkat");
}
