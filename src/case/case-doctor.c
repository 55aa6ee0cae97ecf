/* case-doctor.c: "Dokter Data" on the rows of a case: sums in a row and the numbers of the TPS of a kelurahan; see doctor.h.
 *
 * Official totals are held against the rows in case-official.c. A difference is never mended here: it is told with both figures, and with
 * the typing error that explains it, if one does. Nothing is said of rows that a scenario has changed, and nothing of totals and
 * gaps where rows could not be read: those have been told already.
 * O(rows), and O(rows · log rows) comparisons where the list is not in the order of its kelurahan.
 */
#include <inttypes.h>
#include <string.h>

#include "i18n.h"
#include "number.h"
#include "sums-private.h"

#define RANGES_SHOWN 5u

char *
posko_sums_number (gint64 value)
{
  return posko_format_thousands (value, posko_i18n_language ());
}

/* By code where both have one, else by name. */
static gint
compare_kelurahan (const PoskoTps *a, const PoskoTps *b)
{
  if (a->area != b->area)
    return a->area < b->area ? -1 : 1;
  if (a->kode_kelurahan[0] != '\0' || b->kode_kelurahan[0] != '\0')
    return a->kode_kelurahan == b->kode_kelurahan ? 0 : strcmp (a->kode_kelurahan, b->kode_kelurahan);
  return a->kelurahan == b->kelurahan ? 0 : g_ascii_strcasecmp (a->kelurahan, b->kelurahan);
}

static gint
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoSums *self = user_data;
  const guint x = *(const guint *) a, y = *(const guint *) b;
  const PoskoTps *left = posko_table_row (self->table, x), *right = posko_table_row (self->table, y);
  const gint order = compare_kelurahan (left, right);
  const guint line_x = posko_table_line (self->table, x), line_y = posko_table_line (self->table, y);

  if (order != 0)
    return order;
  if (left->nomor != right->nomor)
    return left->nomor < right->nomor ? -1 : 1;
  return line_x < line_y ? -1 : line_x > line_y;
}

static void
add_range (PoskoSums *self, guint first, guint n)
{
  const PoskoTps *row = posko_sums_row (self, first);
  const PoskoSumKelurahan kelurahan = { .code = row->kode_kelurahan, .name = row->kelurahan, .area = row->area, .rows = { first, n } };

  g_array_append_val (self->kelurahan, kelurahan);
  if (row->area >= self->n_kecamatan)
    return;
  if (self->kecamatan[row->area].n == 0)
    self->kecamatan[row->area].first = first;
  self->kecamatan[row->area].n += n;
}

static void
sums_init (PoskoSums *self, PoskoLoading *loading)
{
  gboolean in_order = TRUE;
  guint first = 0;

  self->loading = loading;
  self->table = loading->self->tables[POSKO_TABLE_TPS];
  self->n = posko_table_n (self->table);
  self->n_kecamatan = posko_boundary_n (loading->self->layers[POSKO_LAYER_KECAMATAN]);
  self->order = g_new (guint, MAX (self->n, 1));
  self->kelurahan = g_array_new (FALSE, TRUE, sizeof (PoskoSumKelurahan));
  self->kecamatan = g_new0 (PoskoSumRange, MAX (self->n_kecamatan, 1));
  for (guint i = 0; i < self->n; i++)
    {
      self->order[i] = i;
      in_order = in_order && (i == 0 || compare_rows (&self->order[i - 1], &self->order[i], self) <= 0);
    }
  if (!in_order)
    g_qsort_with_data (self->order, (gint) self->n, sizeof *self->order, compare_rows, self);
  for (guint i = 1; i <= self->n; i++)
    if (i == self->n || compare_kelurahan (posko_sums_row (self, i - 1), posko_sums_row (self, i)) != 0)
      {
        add_range (self, first, i - first);
        first = i;
      }
}

static void
sums_clear (PoskoSums *self)
{
  g_free (self->order);
  g_array_unref (self->kelurahan);
  g_free (self->kecamatan);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoSums, sums_clear)

/* L + P against the total as printed: which of the three is wrong? */
static void
check_row_total (PoskoLoading *self, const PoskoTps *tps, guint row)
{
  const gint64 parts[] = { tps->dpt_laki, tps->dpt_perempuan };
  static const char *const names[] = { "dpt_laki", "dpt_perempuan" };
  PoskoTypo typo = POSKO_TYPO_NONE;
  gint64 right = 0;

  if (tps->dpt_jumlah == POSKO_MISSING || tps->dpt_jumlah == tps->pemilih)
    return;
  const PoskoTypo of_total = posko_doctor_explain (tps->dpt_jumlah, tps->pemilih);
  const gint suspect = posko_doctor_suspect (parts, G_N_ELEMENTS (parts), tps->dpt_jumlah, &right, &typo);
  const gboolean is_part
    = suspect >= 0 && posko_doctor_likelihood (typo, parts[suspect], right) > posko_doctor_likelihood (of_total, tps->dpt_jumlah, tps->pemilih);
  g_autofree char *printed = posko_sums_number (tps->dpt_jumlah), *sum = posko_sums_number (tps->pemilih);
  g_autofree char *expected = g_strdup_printf (_ ("dpt_laki + dpt_perempuan = %s"), sum);
  g_autofree char *slip = is_part ? posko_doctor_describe (typo, parts[suspect], right)
                                  : posko_doctor_describe (of_total, tps->dpt_jumlah, tps->pemilih);
  g_autofree char *remedy = slip[0] == '\0' ? g_strdup (_ ("look which is right: no single typing error explains it"))
                                            : g_strdup_printf (_ ("most likely a typing error in %s: %s"),
                                                               is_part ? names[suspect] : "dpt_jumlah", slip);
  posko_loading_report (self, POSKO_SEVERITY_WARNING, "tps-dpt-sum", POSKO_TABLE_TPS, row, "dpt_jumlah", printed, expected, remedy);
}

/* What is known of the regular numbers of one kelurahan while they are walked in order. */
typedef struct
{
  gint64 last, last_but_one; /* 0 before the first */
  gint64 distinct, missing, first_missing;
  gint64 missing_before_last; /* below the last but one */
  guint n_ranges;
  guint row_after, last_row; /* the first row behind a gap; that of the last number */
  GString *ranges;
} Numbers;

static void
add_gap (Numbers *numbers, gint64 from, gint64 to, guint row)
{
  if (numbers->missing == 0)
    {
      numbers->first_missing = from;
      numbers->row_after = row;
    }
  numbers->missing += to - from + 1;
  if (numbers->n_ranges++ >= RANGES_SHOWN)
    return;
  g_string_append (numbers->ranges, numbers->ranges->len > 0 ? ", " : "");
  g_string_append_printf (numbers->ranges, from == to ? "%" PRId64 : "%" PRId64 "-%" PRId64, from, to);
}

static void
add_number (Numbers *numbers, gint64 number, guint row)
{
  numbers->missing_before_last = numbers->missing;
  if (number > numbers->last + 1)
    add_gap (numbers, numbers->last + 1, number - 1, row);
  numbers->last_but_one = numbers->last;
  numbers->last = number;
  numbers->last_row = row;
  numbers->distinct++;
}

/* The largest number stands far behind the others, which leave one place free (or none, then it is the next): is it a slip of that one? */
static gint64
number_meant (const Numbers *numbers)
{
  const gint64 meant = numbers->missing_before_last == 0 ? numbers->last_but_one + 1 : numbers->first_missing;

  if (numbers->missing_before_last > 1 || numbers->distinct < 2 || numbers->last <= numbers->distinct + 1)
    return 0;
  const PoskoTypo typo = posko_doctor_explain (numbers->last, meant);
  return posko_doctor_likelihood (typo, numbers->last, meant) > POSKO_DOCTOR_WEAK ? meant : 0;
}

static void
report_gap (PoskoLoading *self, const Numbers *numbers, const char *kelurahan)
{
  const gint64 meant = number_meant (numbers);
  g_autofree char *found = NULL, *remedy = NULL, *slip = NULL;

  if (meant > 0)
    {
      slip = posko_doctor_describe (posko_doctor_explain (numbers->last, meant), numbers->last, meant);
      found = g_strdup_printf (_ ("number %" PRId64 " in %s, where the others leave %" PRId64 " free"), numbers->last, kelurahan, meant);
      remedy = g_strdup_printf (_ ("most likely a typing error: %s"), slip);
    }
  else
    {
      if (numbers->n_ranges > RANGES_SHOWN)
        g_string_append (numbers->ranges, " …");
      found = g_strdup_printf (numbers->missing == 1 ? _ ("number %s of 1-%" PRId64 " in %s is missing") : _ ("numbers %s of 1-%" PRId64 " in %s are missing"),
                               numbers->ranges->str, numbers->last, kelurahan);
      remedy = g_strdup (_ ("look whether a TPS was left out, or a number is mistyped"));
    }
  posko_loading_report (self, POSKO_SEVERITY_WARNING, "tps-number-gap", POSKO_TABLE_TPS, meant > 0 ? numbers->last_row : numbers->row_after, "nomor",
                        found, _ ("the TPS of a kelurahan numbered from 1 without gaps"), remedy);
}

/* The number that the code of a TPS ends with; -1 where it ends with none. */
static gint64
number_of_code (const PoskoTps *tps)
{
  const char *dot = strrchr (tps->kode_tps, '.');
  gint64 number = -1;

  return dot != NULL && posko_number_read_integer (dot + 1, strlen (dot + 1), &number) ? number : -1;
}

/* A number stands twice and one alone is missing, of which it is a slip: told at the row whose code says so, else at the second. */
static gboolean
report_slip (const PoskoSums *self, guint at, gint64 missing, const char *kelurahan)
{
  const gint64 number = posko_sums_row (self, at)->nomor;
  const PoskoTypo typo = posko_doctor_explain (number, missing);
  const guint row = self->order[number_of_code (posko_sums_row (self, at - 1)) == missing ? at - 1 : at];

  if (typo == POSKO_TYPO_NONE)
    return FALSE;
  g_autofree char *slip = posko_doctor_describe (typo, number, missing);
  g_autofree char *found = g_strdup_printf (_ ("number %" PRId64 " twice in %s, where %" PRId64 " is missing"), number, kelurahan, missing);
  g_autofree char *remedy = g_strdup_printf (_ ("most likely %" PRId64 ": %s"), missing, slip);
  posko_loading_report (self->loading, POSKO_SEVERITY_WARNING, "tps-number-double", POSKO_TABLE_TPS, row, "nomor", found,
                        _ ("each number once in a kelurahan"), remedy);
  return TRUE;
}

static void
report_double (PoskoLoading *self, gint64 number, const char *kelurahan, guint row, guint first_row)
{
  const guint line = posko_table_line (self->self->tables[POSKO_TABLE_TPS], first_row);
  g_autofree char *found = g_strdup_printf (_ ("number %" PRId64 " in %s again, as in line %u"), number, kelurahan, line);
  posko_loading_report (self, POSKO_SEVERITY_WARNING, "tps-number-double", POSKO_TABLE_TPS, row, "nomor", found,
                        _ ("each number once in a kelurahan"), _ ("look which of the two lines has the wrong number"));
}

static void
check_numbers (const PoskoSums *self, const PoskoSumKelurahan *kelurahan)
{
  g_autoptr (GString) ranges = g_string_new (NULL);
  Numbers numbers = { .ranges = ranges };
  const guint end = kelurahan->rows.first + kelurahan->rows.n;
  const gboolean in_doubt = self->loading->doubted != NULL && g_hash_table_contains (self->loading->doubted, kelurahan->code);
  gboolean explained = FALSE;

  for (guint i = kelurahan->rows.first; i < end; i++)
    {
      const gint64 number = posko_sums_row (self, i)->nomor;
      const gboolean again = i > kelurahan->rows.first && number == posko_sums_row (self, i - 1)->nomor;
      if (!again && !posko_sums_is_special (number))
        add_number (&numbers, number, self->order[i]);
    }
  for (guint i = kelurahan->rows.first + 1; i < end; i++)
    {
      const gint64 number = posko_sums_row (self, i)->nomor;
      if (number != posko_sums_row (self, i - 1)->nomor)
        continue;
      if (!explained && numbers.missing == 1 && report_slip (self, i, numbers.first_missing, kelurahan->name))
        explained = TRUE;
      else
        report_double (self->loading, number, kelurahan->name, self->order[i], self->order[i - 1]);
    }
  if (numbers.missing > 0 && !explained && !in_doubt)
    report_gap (self->loading, &numbers, kelurahan->name);
}

void
posko_loading_check_sums (PoskoLoading *self)
{
  const PoskoTable *table = self->self->tables[POSKO_TABLE_TPS];
  const gboolean whole = table != NULL && !table->partial && self->self->layers[POSKO_LAYER_KECAMATAN] != NULL;

  if (self->changed)
    return;
  for (guint i = 0; table != NULL && i < posko_table_n (table); i++)
    check_row_total (self, posko_table_row (table, i), i);
  if (!whole)
    {
      posko_loading_check_official (self, NULL);
      return;
    }
  g_auto (PoskoSums) sums = { 0 };
  sums_init (&sums, self);
  for (guint k = 0; k < sums.kelurahan->len; k++)
    check_numbers (&sums, &g_array_index (sums.kelurahan, PoskoSumKelurahan, k));
  posko_loading_check_official (self, &sums);
}
