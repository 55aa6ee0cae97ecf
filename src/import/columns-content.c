/* columns-content.c: what columns mean by what stands in them, where their names leave a choice; see columns.h.
 *
 * "Jumlah" is decided by sums, "TPS" by whether each kelurahan has one row and more voters than a TPS can have, "X" and "Y" by the
 * ranges of the country, "Lokasi" and "Kode" by the form of their cells. NIK (16 digits with a date of birth; women's days are 40 more)
 * and telephone numbers are known by their form. At most SAMPLE rows are looked at where a form is in question. O(cells).
 */
#include <math.h>
#include <string.h>

#include "columns-private.h"
#include "coordinate.h"
#include "i18n.h"

#define SAMPLE 2000u       /* filled cells of which the form is looked at */
#define MOST_PERCENT 80u   /* of the cells must have a form */
#define VOTERS_OF_TPS 1000 /* no TPS has more (the law: 800) */

typedef gboolean (*CellTest) (PoskoSheetKind kind, const char *text);

/* Whether at least @percent of the filled cells, and one, pass @test. */
static gboolean
most_cells (const PoskoColumnReading *self, guint column, guint percent, CellTest test)
{
  guint n = 0, n_passed = 0;
  for (guint row = 0; row < posko_sheet_n_rows (self->sheet) && n < SAMPLE; row++)
    {
      if (self->layout->kinds[row] != POSKO_ROW_DATA || posko_sheet_kind (self->sheet, row, column) == POSKO_SHEET_EMPTY)
        continue;
      n++;
      n_passed += test (posko_sheet_kind (self->sheet, row, column), posko_sheet_text (self->sheet, row, column));
    }
  return n > 0 && n_passed * 100 >= n * percent;
}

gboolean
posko_columns_same_content (const PoskoColumnReading *self, guint a, guint b)
{
  for (guint row = 0; row < posko_sheet_n_rows (self->sheet); row++)
    if (self->layout->kinds[row] == POSKO_ROW_DATA && strcmp (posko_sheet_text (self->sheet, row, a), posko_sheet_text (self->sheet, row, b)) != 0)
      return FALSE;
  return TRUE;
}

/* The first column with @role and no choice left, -1 when there is none. */
static gint
find_role (const PoskoColumnReading *self, PoskoRole role)
{
  for (guint column = 0; column < self->map->n_columns; column++)
    if (self->map->columns[column].role == role && self->map->columns[column].choices == 0)
      return (gint) column;
  return -1;
}

static void
settle (PoskoColumnReading *self, guint column, PoskoRole role, const char *evidence)
{
  self->map->columns[column].role = role;
  self->map->columns[column].choices = 0;
  if (evidence != NULL)
    posko_column_tell (self, POSKO_IMPORT_NOTE, "column-by-content", column, evidence, posko_role_name (role), NULL, NULL);
}

static void
leave_open (PoskoColumnReading *self, guint column, PoskoRole likelier, guint32 choices)
{
  self->map->columns[column].role = likelier;
  self->map->columns[column].choices = choices;
}

/* --- sums --- */

typedef struct
{
  const PoskoColumnReading *reading;
  gint columns[4]; /* -1: none */
  PoskoNumberStyle styles[4];
} Counts;

static Counts
open_counts (const PoskoColumnReading *self, gint a, gint b, gint c, gint d)
{
  Counts counts = { .reading = self, .columns = { a, b, c, d } };
  for (guint i = 0; i < G_N_ELEMENTS (counts.columns); i++)
    if (counts.columns[i] >= 0)
      counts.styles[i] = posko_number_style_decide (self->sheet, self->layout, (guint) counts.columns[i], POSKO_NUMBER_COUNT, self->file, NULL);
  return counts;
}

static gboolean
read_count (const Counts *self, guint i, guint row, gint64 *value)
{
  *value = 0;
  if (self->columns[i] < 0)
    return FALSE;
  return posko_number_style_read_count (&self->styles[i], posko_sheet_kind (self->reading->sheet, row, (guint) self->columns[i]),
                                        posko_sheet_text (self->reading->sheet, row, (guint) self->columns[i]), value);
}

/* Whether @total is the sum of the other columns in nearly all rows; @evidence: (out): "312 / 315" */
static gboolean
is_sum (const PoskoColumnReading *self, guint total, gint a, gint b, gint c, char **evidence)
{
  const Counts counts = open_counts (self, (gint) total, a, b, c);
  guint n = 0, n_same = 0;

  for (guint row = 0; row < posko_sheet_n_rows (self->sheet); row++)
    {
      gint64 printed, part[3];
      if (self->layout->kinds[row] != POSKO_ROW_DATA || !read_count (&counts, 0, row, &printed))
        continue;
      const gboolean has_a = read_count (&counts, 1, row, &part[0]), has_b = read_count (&counts, 2, row, &part[1]);
      read_count (&counts, 3, row, &part[2]);
      if (!has_a || !has_b)
        continue;
      n++;
      n_same += printed == part[0] + part[1] + part[2];
    }
  *evidence = g_strdup_printf ("%u / %u", n_same, n);
  return n > 0 && n_same > 0 && n - n_same <= MAX (1, n / 10);
}

static void
settle_total (PoskoColumnReading *self, guint column)
{
  const gint laki = find_role (self, POSKO_ROLE_DPT_LAKI), perempuan = find_role (self, POSKO_ROLE_DPT_PEREMPUAN);
  const gint kpps = find_role (self, POSKO_ROLE_KPPS), linmas = find_role (self, POSKO_ROLE_LINMAS), pengawas = find_role (self, POSKO_ROLE_PENGAWAS);
  const guint32 choices = self->map->columns[column].choices;
  g_autofree char *evidence = NULL, *staff = NULL;

  if (laki >= 0 && perempuan >= 0 && is_sum (self, column, laki, perempuan, -1, &evidence))
    settle (self, column, POSKO_ROLE_DPT_JUMLAH, evidence);
  else if (kpps >= 0 && (linmas >= 0 || pengawas >= 0)
           && is_sum (self, column, kpps, linmas >= 0 ? linmas : pengawas, linmas >= 0 ? pengawas : -1, &staff))
    settle (self, column, POSKO_ROLE_PETUGAS_JUMLAH, staff);
  else if (find_role (self, POSKO_ROLE_DPT_JUMLAH) >= 0)
    leave_open (self, column, POSKO_ROLE_NONE, choices | POSKO_ROLE_BIT (POSKO_ROLE_NONE));
  else
    leave_open (self, column, POSKO_ROLE_DPT_JUMLAH, choices | POSKO_ROLE_BIT (POSKO_ROLE_NONE));
}

/* Of several totals of voters the one that is L + P: "DPT" beside "Jumlah". */
static void
settle_totals (PoskoColumnReading *self)
{
  const gint laki = find_role (self, POSKO_ROLE_DPT_LAKI), perempuan = find_role (self, POSKO_ROLE_DPT_PEREMPUAN);
  gint sum = -1;

  for (guint column = 0; column < self->map->n_columns && laki >= 0 && perempuan >= 0; column++)
    {
      g_autofree char *evidence = NULL;
      if (self->map->columns[column].role == POSKO_ROLE_DPT_JUMLAH && self->map->columns[column].choices == 0 && sum < 0
          && is_sum (self, column, laki, perempuan, -1, &evidence))
        sum = (gint) column;
    }
  for (guint column = 0; column < self->map->n_columns && sum >= 0; column++)
    if (self->map->columns[column].role == POSKO_ROLE_DPT_JUMLAH && (gint) column != sum && !posko_columns_same_content (self, column, (guint) sum))
      {
        settle (self, column, POSKO_ROLE_NONE, NULL);
        posko_column_tell (self, POSKO_IMPORT_NOTE, "column-second", column, self->layout->headers[column], self->layout->headers[sum], NULL, NULL);
      }
}

/* --- TPS: a number, or how many --- */

/* Whether no two data rows name the same area. */
static gboolean
areas_are_distinct (const PoskoColumnReading *self, guint *n)
{
  static const PoskoRole roles[] = { POSKO_ROLE_KODE_KELURAHAN, POSKO_ROLE_KELURAHAN, POSKO_ROLE_KODE_KECAMATAN, POSKO_ROLE_KECAMATAN };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint lowest = -1;

  for (guint i = 0; i < G_N_ELEMENTS (roles) && lowest < 0; i++)
    lowest = find_role (self, roles[i]);
  for (guint row = *n = 0; lowest >= 0 && row < posko_sheet_n_rows (self->sheet); row++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      if (self->layout->kinds[row] != POSKO_ROW_DATA)
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
        if (find_role (self, roles[i]) >= 0)
          g_string_append_printf (name, "%s\n", posko_sheet_text (self->sheet, row, (guint) find_role (self, roles[i])));
      (*n)++;
      if (posko_sheet_kind (self->sheet, row, (guint) lowest) == POSKO_SHEET_EMPTY || !g_hash_table_add (seen, g_string_free (g_steal_pointer (&name), FALSE)))
        return FALSE;
    }
  return lowest >= 0;
}

/* Whether most rows have more voters than one TPS can have, but not more than so many TPS can. */
static gboolean
voters_are_of_many (const PoskoColumnReading *self, guint column, gint laki, gint perempuan, gint total, char **evidence)
{
  const Counts counts = open_counts (self, (gint) column, laki, perempuan, total);
  guint n = 0, n_many = 0;

  for (guint row = 0; row < posko_sheet_n_rows (self->sheet); row++)
    {
      gint64 tps, l, p, all;
      if (self->layout->kinds[row] != POSKO_ROW_DATA || !read_count (&counts, 0, row, &tps))
        continue;
      read_count (&counts, 1, row, &l);
      read_count (&counts, 2, row, &p);
      read_count (&counts, 3, row, &all);
      const gint64 voters = MAX (all, l + p);
      n++;
      n_many += tps > 1 && voters > VOTERS_OF_TPS && voters / tps <= VOTERS_OF_TPS;
    }
  *evidence = g_strdup_printf ("%u / %u", n_many, n);
  return n > 0 && n_many * 2 > n;
}

static gboolean
is_word_or_number (PoskoSheetKind kind, const char *text)
{
  return kind == POSKO_SHEET_NUMBER || text[strspn (text, "0123456789.")] == '\0';
}

static void
settle_tps (PoskoColumnReading *self, guint column)
{
  const gint laki = find_role (self, POSKO_ROLE_DPT_LAKI), perempuan = find_role (self, POSKO_ROLE_DPT_PEREMPUAN);
  gint total = find_role (self, POSKO_ROLE_DPT_JUMLAH);
  const gboolean has_place = find_role (self, POSKO_ROLE_LAT) >= 0 || find_role (self, POSKO_ROLE_KOORDINAT) >= 0 || find_role (self, POSKO_ROLE_EASTING) >= 0
                             || find_role (self, POSKO_ROLE_LOKASI) >= 0;
  g_autofree char *evidence = NULL;
  guint n;

  for (guint other = 0; other < self->map->n_columns && total < 0; other++)
    total = (self->map->columns[other].choices & POSKO_ROLE_BIT (POSKO_ROLE_DPT_JUMLAH)) != 0 ? (gint) other : total;
  if (find_role (self, POSKO_ROLE_KODE_TPS) >= 0 || find_role (self, POSKO_ROLE_NOMOR) >= 0 || !most_cells (self, column, 100, is_word_or_number)
      || !areas_are_distinct (self, &n))
    settle (self, column, POSKO_ROLE_NOMOR, NULL);
  else if (laki >= 0 || perempuan >= 0 || total >= 0)
    {
      const gboolean many = voters_are_of_many (self, column, laki, perempuan, total, &evidence);
      settle (self, column, many ? POSKO_ROLE_JUMLAH_TPS : POSKO_ROLE_NOMOR, many ? evidence : NULL);
    }
  else if (has_place || n < 3)
    settle (self, column, POSKO_ROLE_NOMOR, NULL);
  else
    leave_open (self, column, POSKO_ROLE_JUMLAH_TPS, self->map->columns[column].choices);
}

/* --- X and Y --- */

static gboolean
most_between (const PoskoColumnReading *self, guint column, PoskoNumberUse use, gdouble low, gdouble high)
{
  const PoskoNumberStyle style = posko_number_style_decide (self->sheet, self->layout, column, use, self->file, NULL);
  guint n = 0, n_inside = 0;

  for (guint row = 0; row < posko_sheet_n_rows (self->sheet) && n < SAMPLE; row++)
    {
      gdouble value;
      if (self->layout->kinds[row] != POSKO_ROW_DATA
          || !posko_number_style_read (&style, posko_sheet_kind (self->sheet, row, column), posko_sheet_text (self->sheet, row, column), &value))
        continue;
      n++;
      n_inside += value >= low && value <= high;
    }
  return n > 0 && n_inside * 100 >= n * MOST_PERCENT;
}

/* The role that the numbers of @column have by their size: Indonesia is 95 to 141.1 E, 11.1 S to 6.1 N; a lost minus is repaired later. */
static PoskoRole
axis_of (const PoskoColumnReading *self, guint column)
{
  if (most_between (self, column, POSKO_NUMBER_DEGREES, 94, 142))
    return POSKO_ROLE_LON;
  if (most_between (self, column, POSKO_NUMBER_DEGREES, -12, 12))
    return POSKO_ROLE_LAT;
  if (most_between (self, column, POSKO_NUMBER_METRES, 1000000, 10000000))
    return POSKO_ROLE_NORTHING;
  return most_between (self, column, POSKO_NUMBER_METRES, 100000, 1000000) ? POSKO_ROLE_EASTING : POSKO_ROLE_NONE;
}

static void
settle_axis (PoskoColumnReading *self, guint column)
{
  const PoskoRole by_name = self->map->columns[column].role;
  PoskoRole role = axis_of (self, column);

  /* North of the equator a northing is as small as an easting: then the name decides. */
  if (role == POSKO_ROLE_EASTING && by_name == POSKO_ROLE_LAT)
    role = POSKO_ROLE_NORTHING;
  settle (self, column, role == POSKO_ROLE_NONE ? by_name : role, role == POSKO_ROLE_NONE || role == by_name ? NULL : self->layout->headers[column]);
}

/* "Koordinat" above two columns of one number each. */
static void
settle_pair (PoskoColumnReading *self)
{
  gint found[2] = { -1, -1 };
  for (guint column = 0; column < self->map->n_columns; column++)
    if (self->map->columns[column].role == POSKO_ROLE_KOORDINAT)
      found[found[0] >= 0] = (gint) column;
  if (found[1] < 0)
    return;
  const PoskoRole one = axis_of (self, (guint) found[0]), other = axis_of (self, (guint) found[1]);
  if ((one == POSKO_ROLE_LAT && other == POSKO_ROLE_LON) || (one == POSKO_ROLE_LON && other == POSKO_ROLE_LAT))
    {
      settle (self, (guint) found[0], one, self->layout->headers[found[0]]);
      settle (self, (guint) found[1], other, self->layout->headers[found[1]]);
    }
}

static gboolean
is_side_of_lat (G_GNUC_UNUSED PoskoSheetKind kind, const char *text)
{
  return posko_coordinate_read_side (text, POSKO_AXIS_LAT) != 0;
}

static gboolean
is_side_of_lon (G_GNUC_UNUSED PoskoSheetKind kind, const char *text)
{
  return posko_coordinate_read_side (text, POSKO_AXIS_LON) != 0;
}

gboolean
posko_column_has_sides (const PoskoColumnReading *self, guint column, PoskoRole role)
{
  return most_cells (self, column, 100, role == POSKO_ROLE_LAT ? is_side_of_lat : is_side_of_lon);
}

gboolean
posko_column_has_counts (const PoskoColumnReading *self, guint column)
{
  return most_between (self, column, POSKO_NUMBER_COUNT, 0, 1e7);
}

/* --- the form of cells --- */

static gboolean
is_place (G_GNUC_UNUSED PoskoSheetKind kind, const char *text)
{
  PoskoCoordinatePair pair;
  return strstr (text, "://") != NULL || strstr (text, "goo.gl") != NULL || posko_coordinate_read_pair (text, &pair);
}

static guint
count_digits (const char *text)
{
  guint n = 0;
  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text);
  return n;
}

static gboolean
is_kecamatan_code (G_GNUC_UNUSED PoskoSheetKind kind, const char *text)
{
  return count_digits (text) == 6 || count_digits (text) == 7;
}

static gboolean
is_kelurahan_code (G_GNUC_UNUSED PoskoSheetKind kind, const char *text)
{
  return count_digits (text) == 10;
}

static gboolean
is_tps_code (G_GNUC_UNUSED PoskoSheetKind kind, const char *text)
{
  return count_digits (text) > 10;
}

static void
settle_code (PoskoColumnReading *self, guint column)
{
  static const struct
  {
    CellTest test;
    PoskoRole role;
  } forms[] = { { is_kecamatan_code, POSKO_ROLE_KODE_KECAMATAN }, { is_kelurahan_code, POSKO_ROLE_KODE_KELURAHAN }, { is_tps_code, POSKO_ROLE_KODE_TPS } };
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (most_cells (self, column, MOST_PERCENT, forms[i].test))
      {
        settle (self, column, forms[i].role, self->layout->headers[column]);
        return;
      }
}

/* Whether a number that is n + 1 after n, or 1 again, begins anew with each kelurahan: then it is the TPS's, else it counts the rows. */
typedef struct
{
  guint n, n_restarts, n_changes; /* rows; rows that are 1; rows whose kelurahan is another than that above */
  gboolean is_running, agrees;    /* each is one more or 1; it is 1 where the kelurahan changes and nowhere else */
} Numbering;

static gboolean
area_changes (const PoskoColumnReading *self, guint row, guint before)
{
  static const PoskoRole roles[] = { POSKO_ROLE_KODE_KELURAHAN, POSKO_ROLE_KELURAHAN };
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const gint column = find_role (self, roles[i]);
      if (column >= 0 && posko_sheet_kind (self->sheet, row, (guint) column) != POSKO_SHEET_EMPTY
          && strcmp (posko_sheet_text (self->sheet, row, (guint) column), posko_sheet_text (self->sheet, before, (guint) column)) != 0)
        return TRUE;
    }
  for (guint between = before; between < row; between++)
    if (self->layout->kinds[between] == POSKO_ROW_AREA)
      return TRUE;
  return FALSE;
}

static Numbering
look_at_numbering (const PoskoColumnReading *self, guint column)
{
  const Counts counts = open_counts (self, (gint) column, -1, -1, -1);
  Numbering numbering = { .is_running = TRUE, .agrees = TRUE };
  gint64 last = 0, value;
  guint before = 0;

  for (guint row = 0; row < posko_sheet_n_rows (self->sheet); row++)
    {
      if (self->layout->kinds[row] != POSKO_ROW_DATA)
        continue;
      if (!read_count (&counts, 0, row, &value))
        value = 0;
      const gboolean changes = numbering.n == 0 || area_changes (self, row, before);
      numbering.is_running &= value == last + 1 || value == 1;
      numbering.agrees &= (value == 1) == changes;
      numbering.n_restarts += value == 1;
      numbering.n_changes += changes;
      numbering.n++;
      last = value;
      before = row;
    }
  return numbering;
}

/* "No" in a list without another number: where it begins anew with each kelurahan it is the TPS's. */
static void
settle_lone_number (PoskoColumnReading *self)
{
  const gint column = find_role (self, POSKO_ROLE_NO_URUT);

  for (guint other = 0; other < self->map->n_columns; other++)
    {
      const guint32 bits = POSKO_ROLE_BIT (self->map->columns[other].role) | self->map->columns[other].choices;
      if (bits & (POSKO_ROLE_BIT (POSKO_ROLE_NOMOR) | POSKO_ROLE_BIT (POSKO_ROLE_KODE_TPS) | POSKO_ROLE_BIT (POSKO_ROLE_JUMLAH_TPS)))
        return;
    }
  if (column < 0)
    return;
  const Numbering numbering = look_at_numbering (self, (guint) column);
  g_autofree char *evidence = g_strdup_printf ("1, 2, 3 … × %u", numbering.n_restarts);
  if (numbering.is_running && numbering.agrees && numbering.n_restarts >= 2 && numbering.n_restarts < numbering.n)
    settle (self, (guint) column, POSKO_ROLE_NOMOR, evidence);
}

/* "Nomor": of the TPS, unless another column has it, or it counts the rows of several kelurahan. */
static void
settle_number (PoskoColumnReading *self, guint column)
{
  gboolean other = find_role (self, POSKO_ROLE_NOMOR) >= 0 || find_role (self, POSKO_ROLE_JUMLAH_TPS) >= 0;
  for (guint c = 0; c < self->map->n_columns; c++)
    other |= (self->map->columns[c].choices & POSKO_ROLE_BIT (POSKO_ROLE_JUMLAH_TPS)) != 0 && (self->map->columns[c].choices & POSKO_ROLE_BIT (POSKO_ROLE_NOMOR)) != 0;
  const Numbering numbering = look_at_numbering (self, column);
  const gboolean counts_rows = numbering.is_running && numbering.n_restarts == 1 && numbering.n_changes >= 2;
  g_autofree char *evidence = g_strdup_printf ("1 … %u", numbering.n);
  settle (self, column, other || counts_rows ? POSKO_ROLE_NO_URUT : POSKO_ROLE_NOMOR, !other && counts_rows ? evidence : NULL);
}

static void
settle_with (PoskoColumnReading *self, guint32 has, void (*settler) (PoskoColumnReading *, guint))
{
  for (guint column = 0; column < self->map->n_columns; column++)
    if ((self->map->columns[column].choices & has) == has)
      settler (self, column);
}

static void
settle_place (PoskoColumnReading *self, guint column)
{
  const gboolean place = most_cells (self, column, 50, is_place);
  settle (self, column, place ? POSKO_ROLE_KOORDINAT : POSKO_ROLE_LOKASI, place ? self->layout->headers[column] : NULL);
}

void
posko_columns_settle (PoskoColumnReading *self)
{
  settle_with (self, POSKO_ROLE_BIT (POSKO_ROLE_LOKASI) | POSKO_ROLE_BIT (POSKO_ROLE_KOORDINAT), settle_place);
  settle_with (self, POSKO_ROLE_BIT (POSKO_ROLE_LAT), settle_axis);
  settle_with (self, POSKO_ROLE_BIT (POSKO_ROLE_LON), settle_axis);
  settle_with (self, POSKO_ROLE_BIT (POSKO_ROLE_KODE_KELURAHAN), settle_code);
  settle_with (self, POSKO_ROLE_BIT (POSKO_ROLE_NOMOR) | POSKO_ROLE_BIT (POSKO_ROLE_NO_URUT), settle_number);
  settle_with (self, POSKO_ROLE_BIT (POSKO_ROLE_NOMOR) | POSKO_ROLE_BIT (POSKO_ROLE_JUMLAH_TPS), settle_tps);
  settle_with (self, POSKO_ROLE_BIT (POSKO_ROLE_DPT_JUMLAH), settle_total);
  settle_totals (self);
  settle_pair (self);
  settle_lone_number (self);
}

/* --- private and rounded numbers --- */

/* PPKKCC DDMMYY NNNN; a woman's day of birth is 40 more. */
static gboolean
is_nik (PoskoSheetKind kind, const char *text)
{
  text += *text == '\'';
  if (posko_identifier_is_rounded (kind, text))
    return count_digits (text) >= 4;
  if (strlen (text) != 16 || strspn (text, "0123456789") != 16)
    return FALSE;
  const gint day = (text[6] - '0') * 10 + text[7] - '0', month = (text[8] - '0') * 10 + text[9] - '0';
  return ((day >= 1 && day <= 31) || (day >= 41 && day <= 71)) && month >= 1 && month <= 12;
}

/* 0812-3456-7890, +62 812 …, 62812…, and 812… that a spreadsheet made of it. */
static gboolean
is_telephone (G_GNUC_UNUSED PoskoSheetKind kind, const char *text)
{
  const guint digits = count_digits (text);
  text += strspn (text, "'+ (");
  if (strspn (text, "0123456789 -.()/") != strlen (text))
    return FALSE;
  return (g_str_has_prefix (text, "08") && digits >= 10 && digits <= 13) || (g_str_has_prefix (text, "62") && digits >= 11 && digits <= 14 && strchr ("8 -", text[2]) != NULL)
         || (text[0] == '8' && strlen (text) == digits && digits >= 9 && digits <= 12);
}

void
posko_columns_find_private (PoskoColumnReading *self)
{
  for (guint column = 0; column < self->map->n_columns; column++)
    {
      PoskoColumnUse *use = &self->map->columns[column];
      if (use->role != POSKO_ROLE_NONE || use->choices != 0)
        continue;
      if (most_cells (self, column, MOST_PERCENT, is_nik))
        use->role = POSKO_ROLE_NIK;
      else if (most_cells (self, column, MOST_PERCENT, is_telephone))
        use->role = POSKO_ROLE_TELEPON;
    }
}

gboolean
posko_identifier_is_rounded (PoskoSheetKind kind, const char *text)
{
  const gsize whole = strspn (text, "0123456789");
  gsize fraction = 0;
  const char *at = text + whole;

  if (*at == '.' || *at == ',')
    {
      fraction = strspn (at + 1, "0123456789");
      at += 1 + fraction;
    }
  if (whole == 0)
    return FALSE;
  if (g_ascii_tolower (*at) != 'e')
    return kind == POSKO_SHEET_NUMBER && whole >= 16;
  at += 1 + (at[1] == '+');
  const gsize digits = strspn (at, "0123456789");
  return digits >= 1 && digits <= 3 && at[digits] == '\0' && fraction < g_ascii_strtoull (at, NULL, 10);
}

static gboolean
ends_in_zero (G_GNUC_UNUSED PoskoSheetKind kind, const char *text)
{
  const gsize length = strlen (text);
  return length >= 16 && strspn (text, "0123456789") == length && text[length - 1] == '0';
}

gboolean
posko_column_is_rounded (const PoskoSheet *sheet, const PoskoLayout *layout, guint column)
{
  const PoskoColumnReading reading = { .sheet = sheet, .layout = layout };
  return layout->n_data > 1 && most_cells (&reading, column, 100, ends_in_zero);
}

static gboolean
is_needed (const PoskoColumnReading *self, PoskoRole role)
{
  const gint *by_role = self->map->by_role;
  if (role == POSKO_ROLE_KODE_TPS)
    return by_role[POSKO_ROLE_NOMOR] < 0 && by_role[POSKO_ROLE_JUMLAH_TPS] < 0;
  if (role == POSKO_ROLE_KODE_KELURAHAN)
    return by_role[POSKO_ROLE_KELURAHAN] < 0 && by_role[POSKO_ROLE_KODE_TPS] < 0;
  return by_role[POSKO_ROLE_KECAMATAN] < 0 && by_role[POSKO_ROLE_KELURAHAN] < 0 && by_role[POSKO_ROLE_KODE_KELURAHAN] < 0;
}

/* Tells the rounded cells of a code: one fault where the code is needed, else each as refused. Returns: whether there were some */
static gboolean
tell_rounded (PoskoColumnReading *self, guint column, gboolean needed)
{
  guint row, n = 0;
  const gboolean zeros = posko_column_is_rounded (self->sheet, self->layout, column);
  PoskoImportEvent event = { .action = needed ? POSKO_IMPORT_FAULT : POSKO_IMPORT_REFUSED,
                             .code = "id-rounded",
                             .file = self->file,
                             .column = self->layout->headers[column],
                             .expected = _ ("all digits of the code"),
                             .remedy = _ ("turn the column into text where the list comes from, and export it again: the digits that are lost cannot be restored") };

  for (row = 0; row < posko_sheet_n_rows (self->sheet) && (n == 0 || !needed); row++)
    {
      const char *text = posko_sheet_text (self->sheet, row, column);
      const PoskoSheetKind kind = posko_sheet_kind (self->sheet, row, column);
      if (self->layout->kinds[row] != POSKO_ROW_DATA || !(posko_identifier_is_rounded (kind, text) || (zeros && ends_in_zero (kind, text))))
        continue;
      event.line = posko_sheet_line (self->sheet, row);
      event.found = text;
      posko_import_log_add (self->log, &event);
      n++;
    }
  return n > 0;
}

void
posko_columns_find_rounded (PoskoColumnReading *self)
{
  static const PoskoRole codes[] = { POSKO_ROLE_KODE_TPS, POSKO_ROLE_KODE_KELURAHAN, POSKO_ROLE_KODE_KECAMATAN };
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const gint column = self->map->by_role[codes[i]];
      const gboolean needed = column >= 0 && is_needed (self, codes[i]);
      if (column < 0 || !tell_rounded (self, (guint) column, needed))
        continue;
      self->map->columns[column].role = POSKO_ROLE_NONE;
      self->doubtful |= needed;
    }
}
