/* import-sums.c: L + P against the printed total, total rows against their rows; then the counts that a list does not have.
 *
 * docs/model.md sections 15.5 and 16: a sum that fails is told with the typing error that explains it best; no count is changed for it. O(rows).
 */
#include <inttypes.h>
#include <string.h>

#include "doctor.h"
#include "i18n.h"
#include "import-private.h"

#define KPPS 7              /* KPU: seven members of KPPS, two of order, one supervisor a TPS (docs/model.md 15.5) */
#define LINMAS 2
#define PENGAWAS 1
#define VOTERS 250          /* the country's mean of 2024: 204.8 million voters, 820,161 TPS */

static const PoskoRole summed[] = { POSKO_ROLE_JUMLAH_TPS, POSKO_ROLE_DPT_LAKI, POSKO_ROLE_DPT_PEREMPUAN, POSKO_ROLE_DPT_JUMLAH };
#define N_SUMMED G_N_ELEMENTS (summed)

#define MOST_TOTALS_BACK 1000u /* totals of totals: so many are looked back at, and the beginning */

/* Sums over the rows of the sheet from the beginning, as they were at each total. */
typedef struct
{
  gint64 whole[N_SUMMED];
  GArray *marks[N_SUMMED];  /* gint64: the whole at the beginning and after each total */
  GArray *values[N_SUMMED]; /* gint64: of the rows since the last total, to find a suspect */
  GArray *lines;            /* guint: theirs */
} Sums;

static gint64
value_of (const PoskoTps *tps, gint64 n_tps, PoskoRole role)
{
  switch (role)
    {
    case POSKO_ROLE_JUMLAH_TPS:
      return n_tps;
    case POSKO_ROLE_DPT_LAKI:
      return tps->dpt_laki;
    case POSKO_ROLE_DPT_PEREMPUAN:
      return tps->dpt_perempuan;
    case POSKO_ROLE_DPT_JUMLAH:
    default:
      return tps->dpt_jumlah;
    }
}

/* "is 253; the digit 1 at the end is too many" */
static char *
advise (gint64 printed, gint64 right)
{
  g_autofree char *typo = posko_doctor_describe (posko_doctor_explain (printed, right), printed, right);
  return typo[0] != '\0' ? g_strdup_printf (_ ("likely a typing error: %s"), typo) : g_strdup (_ ("look which of the figures is wrong"));
}

static void
check_parts (PoskoImporting *self, guint i)
{
  const PoskoTps *tps = posko_importing_tps (self, i);

  if (tps->dpt_laki == POSKO_MISSING || tps->dpt_perempuan == POSKO_MISSING || tps->dpt_jumlah == POSKO_MISSING
      || tps->dpt_laki + tps->dpt_perempuan == tps->dpt_jumlah)
    return;
  const gint64 sum = tps->dpt_laki + tps->dpt_perempuan;
  g_autofree char *found = g_strdup_printf ("%" PRId64 " + %" PRId64 " <> %" PRId64, tps->dpt_laki, tps->dpt_perempuan, tps->dpt_jumlah);
  g_autofree char *expected = g_strdup_printf (_ ("L + P = total, that is %" PRId64), sum), *remedy = advise (tps->dpt_jumlah, sum);
  posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "sum-parts", POSKO_ROLE_DPT_JUMLAH, found, NULL, expected, remedy);
}

/* The row of which a single typing error explains the difference. Returns: (transfer full) (nullable): it in words */
static char *
find_suspect (const Sums *sums, guint s, gint64 printed)
{
  gint64 right = 0;
  PoskoTypo typo = POSKO_TYPO_NONE;
  const GArray *values = sums->values[s];
  const gint suspect = posko_doctor_suspect ((const gint64 *) (gconstpointer) values->data, values->len, printed, &right, &typo);

  if (suspect < 0)
    return NULL;
  const gint64 value = g_array_index (values, gint64, suspect);
  g_autofree char *words = posko_doctor_describe (typo, value, right);
  return g_strdup_printf (_ ("perhaps line %u: %" PRId64 " for %" PRId64 "; %s"), g_array_index (sums->lines, guint, suspect), value, right, words);
}

/* Whether @printed is the sum of the rows as far back as some total above, or as the beginning: kelurahan, kecamatan, city. */
static gboolean
is_sum_back (const Sums *sums, guint s, gint64 printed)
{
  const GArray *marks = sums->marks[s];
  for (guint back = 1; back <= MIN (marks->len, MOST_TOTALS_BACK); back++)
    if (printed == sums->whole[s] - g_array_index (marks, gint64, marks->len - back))
      return TRUE;
  return printed == sums->whole[s];
}

static void
check_total (PoskoImporting *self, Sums *sums, guint s, guint row, gint64 printed)
{
  const GArray *marks = sums->marks[s];
  const PoskoRole role = s == 0 && self->map->by_role[POSKO_ROLE_JUMLAH_TPS] < 0 ? POSKO_ROLE_NOMOR : summed[s];
  const gboolean agrees = is_sum_back (sums, s, printed);
  const gint64 sum = sums->lines->len > 0 ? sums->whole[s] - g_array_index (marks, gint64, marks->len - 1) : sums->whole[s];
  g_autofree char *found = g_strdup_printf ("%" PRId64, printed), *added = g_strdup_printf ("%" PRId64, sum);

  if (agrees)
    {
      posko_importing_tell_line (self, posko_sheet_line (self->sheet, row), POSKO_IMPORT_NOTE, "total-agrees", role, found, found, NULL, NULL);
      return;
    }
  /* of the number of TPS every row is 1: none of them can be mistyped */
  g_autofree char *suspect = role == POSKO_ROLE_NOMOR ? NULL : find_suspect (sums, s, printed), *advice = advise (printed, sum);
  g_autofree char *expected = g_strdup_printf (_ ("the sum of the rows above, %s"), added);
  posko_importing_tell_line (self, posko_sheet_line (self->sheet, row), POSKO_IMPORT_MARKED, "total-differs", role, found, NULL, expected,
                             suspect != NULL ? suspect : advice);
}

/* The count in a column of a total row. Totals are long where rows are not: they may have marks of thousands. */
static gboolean
read_printed (const PoskoImporting *self, guint row, gint column, gint64 *printed)
{
  if (column < 0)
    return FALSE;
  const char *text = posko_sheet_text (self->sheet, row, (guint) column);
  PoskoNumberStyle plain = self->map->columns[column].style;
  if (plain.thousands == 0)
    plain.thousands = plain.decimal == ',' || plain.decimal == 0 ? '.' : ',';
  return text[0] != '\0' && posko_number_style_read_count (&plain, posko_sheet_kind (self->sheet, row, (guint) column), text, printed);
}

/* "JUMLAH 1.615 TPS": the number before the word. */
static gboolean
read_tps_in_words (const char *text, gint64 *printed)
{
  const PoskoNumberStyle plain = { .thousands = '.' };
  g_auto (GStrv) words = g_strsplit_set (text, " \t\n\r():=", -1);

  for (guint w = 0; words[w] != NULL && words[w + 1] != NULL; w++)
    if (g_ascii_strcasecmp (words[w + 1], "tps") == 0 && posko_number_style_read_count (&plain, POSKO_SHEET_TEXT, words[w], printed))
      return TRUE;
  return FALSE;
}

/* How many TPS a total row says there are: in its own column, in that of the numbers, or in words. */
static gboolean
read_printed_tps (const PoskoImporting *self, guint row, gint64 *printed)
{
  if (self->map->by_role[POSKO_ROLE_JUMLAH_TPS] >= 0)
    return read_printed (self, row, self->map->by_role[POSKO_ROLE_JUMLAH_TPS], printed);
  if (read_printed (self, row, self->map->by_role[POSKO_ROLE_NOMOR], printed))
    return TRUE;
  for (guint column = 0; column < posko_sheet_width (self->sheet, row); column++)
    if (read_tps_in_words (posko_sheet_text (self->sheet, row, column), printed))
      return TRUE;
  return FALSE;
}

/* @is_last: no data row follows. A total of part of the rows is none of the city's. */
static void
read_total (PoskoImporting *self, Sums *sums, guint row, gboolean is_last)
{
  gint64 *const official[] = { &self->result->official_tps, &self->result->official_laki, &self->result->official_perempuan,
                               &self->result->official_jumlah };
  const gboolean may_be_whole = is_last && (sums->marks[0]->len == 1 || sums->lines->len == 0);

  for (guint s = 0; s < N_SUMMED; s++)
    {
      gint64 printed;
      if (!(s == 0 ? read_printed_tps (self, row, &printed) : read_printed (self, row, self->map->by_role[summed[s]], &printed)))
        continue;
      check_total (self, sums, s, row, printed);
      if ((is_last && printed == sums->whole[s]) || (may_be_whole && !is_sum_back (sums, s, printed)))
        *official[s] = printed;
    }
  for (guint s = 0; s < N_SUMMED; s++)
    {
      g_array_append_val (sums->marks[s], sums->whole[s]);
      g_array_set_size (sums->values[s], 0);
    }
  g_array_set_size (sums->lines, 0);
}

static void
add_row (PoskoImporting *self, Sums *sums, guint i)
{
  for (guint s = 0; s < N_SUMMED; s++)
    {
      gint64 value = value_of (posko_importing_tps (self, i), self->is_summary ? posko_importing_row (self, i)->n_tps : 1, summed[s]);
      value = value == POSKO_MISSING ? 0 : value;
      sums->whole[s] += value;
      g_array_append_val (sums->values[s], value);
    }
  const guint line = posko_table_line (self->table, i);
  g_array_append_val (sums->lines, line);
}

/* What the list states of itself goes on, to be held against the rows whenever they are checked. */
static void
tell_official (PoskoImporting *self)
{
  const PoskoTpsImport *result = self->result;
  const gint64 counts[] = { result->official_tps, result->official_laki, result->official_perempuan, result->official_jumlah };
  static const char *const names[] = { "TPS", "L", "P", "L + P" };
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint s = 0; s < N_SUMMED; s++)
    if (counts[s] != POSKO_MISSING)
      g_string_append_printf (found, "%s%" PRId64 " %s", found->len > 0 ? ", " : "", counts[s], names[s]);
  if (found->len > 0)
    posko_importing_tell_line (self, 0, POSKO_IMPORT_NOTE, "total-official", POSKO_ROLE_NONE, found->str, "kebijakan.json", NULL, NULL);
}

/* Rows of the table stand in the order of the sheet's data rows: one pass over both. */
void
posko_importing_check_sums (PoskoImporting *self)
{
  Sums sums = { .lines = g_array_new (FALSE, FALSE, sizeof (guint)) };
  const gint64 nothing = 0;
  guint i = 0;

  for (guint s = 0; s < N_SUMMED; s++)
    {
      sums.values[s] = g_array_new (FALSE, FALSE, sizeof (gint64));
      sums.marks[s] = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (sums.marks[s], nothing);
    }
  for (guint k = 0; k < self->rows->len; k++)
    if (posko_importing_is_alive (self, k))
      check_parts (self, k);
  for (guint row = 0; row < posko_sheet_n_rows (self->sheet); row++)
    if (self->layout->kinds[row] == POSKO_ROW_DATA)
      add_row (self, &sums, i++);
    else if (self->layout->kinds[row] == POSKO_ROW_TOTAL)
      read_total (self, &sums, row, i == self->rows->len);
  tell_official (self);
  for (guint s = 0; s < N_SUMMED; s++)
    {
      g_array_unref (sums.values[s]);
      g_array_unref (sums.marks[s]);
    }
  g_array_unref (sums.lines);
}

static void
tell_assumed (PoskoImporting *self, guint i, const char *code, PoskoImportAction action, const PoskoTps *tps)
{
  g_autofree char *became = g_strdup_printf ("%" PRId64 " + %" PRId64, tps->dpt_laki, tps->dpt_perempuan);
  posko_importing_tell (self, i, action, code, POSKO_ROLE_DPT_JUMLAH, NULL, became, NULL,
                        _ ("ask for the voters by sex"));
}

static gboolean
has_voters (const PoskoImporting *self)
{
  return self->map->by_role[POSKO_ROLE_DPT_LAKI] >= 0 || self->map->by_role[POSKO_ROLE_DPT_PEREMPUAN] >= 0 || self->map->by_role[POSKO_ROLE_DPT_JUMLAH] >= 0;
}

static void
assume_voters (PoskoImporting *self, guint i, PoskoTps *tps)
{
  if (tps->dpt_laki != POSKO_MISSING && tps->dpt_perempuan != POSKO_MISSING)
    return;
  if (tps->dpt_jumlah != POSKO_MISSING)
    {
      const gint64 known = tps->dpt_laki != POSKO_MISSING ? tps->dpt_laki : tps->dpt_perempuan;
      const gboolean one_known = known != POSKO_MISSING && known <= tps->dpt_jumlah;
      const gint64 men = !one_known ? tps->dpt_jumlah / 2 : tps->dpt_laki != POSKO_MISSING ? known : tps->dpt_jumlah - known;
      tps->dpt_laki = men;
      tps->dpt_perempuan = tps->dpt_jumlah - men;
      tell_assumed (self, i, "voters-split", POSKO_IMPORT_NOTE, tps);
      return;
    }
  tps->dpt_laki = tps->dpt_laki != POSKO_MISSING ? tps->dpt_laki : VOTERS / 2;
  tps->dpt_perempuan = tps->dpt_perempuan != POSKO_MISSING ? tps->dpt_perempuan : VOTERS / 2;
  tps->asumsi = 1;
  if (has_voters (self))
    tell_assumed (self, i, "voters-assumed", POSKO_IMPORT_MARKED, tps);
}

static gint64
or_else (gint64 value, gint64 other)
{
  return value == POSKO_MISSING ? other : value;
}

void
posko_importing_assume (PoskoImporting *self)
{
  gboolean assumed = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      PoskoTps *tps = posko_importing_tps (self, i);
      if (!posko_importing_is_alive (self, i))
        continue;
      assume_voters (self, i, tps);
      assumed = assumed || tps->kpps == POSKO_MISSING;
      tps->kpps = or_else (tps->kpps, KPPS);
      tps->linmas = or_else (tps->linmas, LINMAS);
      tps->pengawas = or_else (tps->pengawas, PENGAWAS);
      tps->petugas_berisiko = MIN (or_else (tps->petugas_berisiko, 0), tps->kpps + tps->linmas + tps->pengawas);
      tps->asumsi = or_else (tps->asumsi, 0);
    }
  if (!has_voters (self) && self->rows->len > 0)
    posko_importing_tell_line (self, 0, POSKO_IMPORT_MARKED, "voters-none", POSKO_ROLE_NONE, self->map->numbers_unread, "125 + 125",
                               self->map->numbers_unread != NULL ? _ ("columns with the voters of each TPS; these columns of numbers were not read")
                                                                 : _ ("columns with the voters of each TPS"),
                               self->map->numbers_unread != NULL ? _ ("if one of them has the voters, call it DPT, or give it its role in pemetaan.json: as it stands every TPS has the country's mean")
                                                                 : _ ("ask for the voters: as it stands every TPS has the country's mean"));
  if (assumed)
    posko_importing_tell_line (self, 0, POSKO_IMPORT_NOTE, "crew-by-law", POSKO_ROLE_KPPS, NULL, "7 + 2 + 1", NULL, NULL);
}
