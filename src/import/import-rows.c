/* import-rows.c: the cells of a sheet to rows of tps.csv: texts, counts, coordinates as they were written. O(cells). */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "coordinate.h"
#include "i18n.h"
#include "import-private.h"

#define VOTERS_MAX 1000      /* more in one TPS is a typing error: the law allows 800 */
#define VOTERS_LAW 800       /* UU 1/2015 with its changes, article 87 */
#define SUMMARY_TPS_MAX 2000 /* of one kelurahan; the largest of 2024 has some 600 */
#define ROWS_BETWEEN_CANCEL_CHECKS 4096u
#define LOKASI_CHARACTERS 300
#define LONE_BLANK_PERCENT 10u /* fewer blanks than this in a column look forgotten, not merged */

#define NIK_DIGITS 16u

enum
{
  NIK_UNKNOWN,
  NIK_WHOLE,
  NIK_ROUNDED, /* all of them end in 0 */
};

typedef enum
{
  DASH_UNKNOWN,
  DASH_ZERO,
  DASH_EMPTY,
} Dash;

typedef struct
{
  PoskoImporting *importing;
  guint row;                  /* of the sheet */
  guint i;                    /* of the table */
  gint last_column;           /* the last one that is read */
  const char *above[4];       /* the words of the row above: code and name of kecamatan and kelurahan; NULL at first */
  gboolean carries;
  gboolean carries_lone;      /* blanks are few: each is told */
  const char *title[4];       /* as in above: what the lines above the header say of all rows */
  gboolean in_area;           /* a row above says the area of the rows beneath it */
  gboolean is_first_of_area;  /* and no row stands between */
  gboolean dashes_only;       /* of the voters of this row nothing else is said */
  guint8 dashes[POSKO_N_ROLES]; /* Dash of each column, once it is needed */
  guint8 nik_rounded;         /* NIK_…, of the column, once it is needed */
  guint group_above;
  const char *code_above;     /* (nullable): what the code of the TPS above said of its kelurahan, where nothing else did */
  GHashTable *groups;         /* words -> index + 1; looked up only */
  guint header_zone;          /* the UTM zone that a header names ("X (UTM 48S)"), 0 = none */
  PoskoHemisphere header_hemisphere;
} Reading;

static gboolean
is_blank_at (const char *text, gsize *bytes)
{
  if (g_ascii_isspace (*text))
    *bytes = 1;
  else if (strncmp (text, "\xC2\xA0", 2) == 0)
    *bytes = 2;
  else
    return FALSE;
  return TRUE;
}

/* @text without blanks round it, line breaks inside as blanks; kept by the table where it had to be changed. */
static const char *
clean (Reading *self, const char *text)
{
  gsize bytes = 0, length;

  while (*text != '\0' && is_blank_at (text, &bytes))
    text += bytes;
  length = strlen (text);
  const gboolean ends_well = length == 0 || (!g_ascii_isspace (text[length - 1]) && text[length - 1] != '\xA0');
  if (ends_well && strpbrk (text, "\r\n\t") == NULL)
    return text;
  g_autofree char *copy = g_strdelimit (g_strdup (text), "\r\n\t", ' ');
  for (length = strlen (copy); length > 0; length--)
    if (length > 1 && memcmp (copy + length - 2, "\xC2\xA0", 2) == 0)
      copy[--length] = '\0';
    else if (!g_ascii_isspace (copy[length - 1]))
      break;
  copy[length] = '\0';
  return posko_table_intern (self->importing->table, copy);
}

static const char *
cell (Reading *self, PoskoRole role)
{
  const gint column = self->importing->map->by_role[role];
  return column < 0 ? "" : clean (self, posko_sheet_text (self->importing->sheet, self->row, (guint) column));
}

static PoskoSheetKind
kind (const Reading *self, PoskoRole role)
{
  return posko_sheet_kind (self->importing->sheet, self->row, (guint) self->importing->map->by_role[role]);
}

static const PoskoNumberStyle *
style (const Reading *self, PoskoRole role)
{
  return &self->importing->map->columns[self->importing->map->by_role[role]].style;
}

static void
tell (Reading *self, PoskoImportAction action, const char *code, PoskoRole role, const char *found, const char *expected, const char *remedy)
{
  posko_importing_tell (self->importing, self->i, action, code, role, found, NULL, expected, remedy);
}

/* "-", and the dashes of word processors. */
static gboolean
is_dash (const char *text)
{
  static const char *const dashes[] = { "-", "--", "\342\200\223", "\342\200\224", "\342\210\222", NULL };
  return g_strv_contains (dashes, text);
}

/* A dash is a zero where a column writes no zero in digits; where it writes both, a dash says that nothing is known. */
static gboolean
dash_is_zero (Reading *self, PoskoRole role)
{
  const PoskoImporting *importing = self->importing;
  const guint column = (guint) importing->map->by_role[role];

  if (self->dashes[role] == DASH_UNKNOWN)
    {
      self->dashes[role] = DASH_ZERO;
      for (guint row = 0; self->dashes[role] == DASH_ZERO && row < posko_sheet_n_rows (importing->sheet); row++)
        if (importing->layout->kinds[row] == POSKO_ROW_DATA && strcmp (posko_sheet_text (importing->sheet, row, column), "0") == 0)
          self->dashes[role] = DASH_EMPTY;
    }
  return self->dashes[role] == DASH_ZERO;
}

/* Whether all that a row says of its voters are dashes: no TPS has none, so that nothing is known. */
static gboolean
has_dashes_only (Reading *self)
{
  static const PoskoRole roles[] = { POSKO_ROLE_DPT_LAKI, POSKO_ROLE_DPT_PEREMPUAN, POSKO_ROLE_DPT_JUMLAH };
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const char *text = cell (self, roles[i]);
      if (text[0] != '\0' && !is_dash (text))
        return FALSE;
    }
  return TRUE;
}

/* A whole number in a range; missing where the cell is empty or no such number, which is told. */
static gint64
count (Reading *self, PoskoRole role, gint64 minimum, gint64 maximum)
{
  const char *text = cell (self, role);
  gint64 value;

  if (text[0] == '\0')
    return POSKO_MISSING;
  if (is_dash (text))
    {
      const gboolean is_zero = minimum == 0 && !self->dashes_only && dash_is_zero (self, role);
      posko_importing_tell (self->importing, self->i, POSKO_IMPORT_NOTE, is_zero ? "cell-dash-zero" : "cell-dash-empty", role, text, is_zero ? "0" : NULL, NULL, NULL);
      return is_zero ? 0 : POSKO_MISSING;
    }
  if (posko_number_style_read_count (style (self, role), kind (self, role), text, &value) && value >= minimum && value <= maximum)
    return value;
  g_autofree char *expected = g_strdup_printf (_ ("a whole number from %" PRId64 " to %" PRId64), minimum, maximum);
  tell (self, POSKO_IMPORT_MARKED, "cell-number", role, text, expected, _ ("write the count in digits: as it stands the cell counts as empty"));
  return POSKO_MISSING;
}

static gdouble
share (Reading *self, PoskoRole role)
{
  const char *text = cell (self, role);
  gdouble value;

  if (text[0] == '\0')
    return (gdouble) NAN;
  if (posko_number_style_read (style (self, role), kind (self, role), text, &value))
    {
      value = style (self, role)->percent ? value / 100 : value;
      if (value >= 0 && value <= 1)
        return value;
    }
  tell (self, POSKO_IMPORT_MARKED, "cell-number", role, text, _ ("a share from 0 to 1, or a percentage"), _ ("as it stands the cell counts as empty"));
  return (gdouble) NAN;
}

/* The number of the TPS; missing where the cell is empty, -1 where it has none. @remark: (out) (nullable): what else it says */
static gint64
read_number (Reading *self, const char **remark)
{
  const char *text = cell (self, POSKO_ROLE_NOMOR);
  gint64 value = 0;

  *remark = NULL;
  if (text[0] == '\0')
    return POSKO_MISSING;
  if (kind (self, POSKO_ROLE_NOMOR) == POSKO_SHEET_NUMBER && posko_number_style_read_count (style (self, POSKO_ROLE_NOMOR), POSKO_SHEET_NUMBER, text, &value))
    return value >= 1 && value <= 9999 ? value : -1;
  return posko_tps_number (text, remark);
}

/* What stands beside the number is told, and kept as the place where the list has none. */
static void
keep_remark (Reading *self, PoskoTps *tps, const char *remark)
{
  static const char *const special[] = { "lapas", "rutan", "loksus", "lokasi khusus" };
  g_autofree char *number = g_strdup_printf ("%" PRId64, tps->nomor), *lower = g_ascii_strdown (remark, -1), *bare = g_strdup (remark);

  if (bare[0] == '(' && g_str_has_suffix (bare, ")") && strchr (bare, ')') == bare + strlen (bare) - 1)
    g_strstrip (g_strdelimit (bare, "()", ' '));
  posko_importing_tell (self->importing, self->i, POSKO_IMPORT_NOTE, "nomor-remark", POSKO_ROLE_NOMOR, cell (self, POSKO_ROLE_NOMOR), number, NULL, NULL);
  if (tps->lokasi[0] == '\0' && g_utf8_strlen (bare, -1) <= LOKASI_CHARACTERS)
    tps->lokasi = posko_table_intern (self->importing->table, bare);
  for (guint i = 0; i < G_N_ELEMENTS (special) && tps->khusus == POSKO_MISSING; i++)
    tps->khusus = strstr (lower, special[i]) != NULL ? 1 : POSKO_MISSING;
}

/* TRUE, FALSE or missing for yes and no in the usual words. */
static gint64
flag (Reading *self, PoskoRole role)
{
  static const char *const yes[] = { "true", "1", "ya", "y", "yes", "benar", "x", "v", NULL }, *const no[] = { "false", "0", "tidak", "t", "n", "no", "salah", "-", NULL };
  const char *text = cell (self, role);
  g_autofree char *folded = g_utf8_strdown (text, -1);

  if (text[0] == '\0')
    return POSKO_MISSING;
  if (g_strv_contains (yes, folded))
    return 1;
  if (!g_strv_contains (no, folded))
    tell (self, POSKO_IMPORT_MARKED, "cell-flag", role, text, _ ("yes or no"), _ ("as it stands the cell counts as no"));
  return 0;
}

static void
tell_unreadable (Reading *self, PoskoRole role, const char *text)
{
  posko_importing_row (self->importing, self->i)->flags |= POSKO_ROW_TOLD;
  tell (self, POSKO_IMPORT_MARKED, "coordinate-unreadable", role, text, _ ("degrees like -2.1309, 2°07'51.4\" LS, or a pair of them"),
        _ ("mend the cell: as it stands the TPS is placed within its area"));
}

/* A cell of an angle in parts: a number, perhaps with its own mark (7'). 0 where there is no such column, or the cell is empty. */
static gboolean
read_part (const Reading *self, const gint *parts, PoskoAnglePart part, gdouble *value)
{
  const PoskoImporting *importing = self->importing;

  *value = 0;
  if (parts[part] < 0)
    return TRUE;
  const char *text = posko_sheet_text (importing->sheet, self->row, (guint) parts[part]);
  g_autofree char *bare = g_strdup (text);
  gsize length = strlen (bare);
  while (length > 0 && !g_ascii_isdigit (bare[length - 1]))
    bare[--length] = '\0';
  return (length == 0 && part == POSKO_PART_SECONDS)
         || posko_number_style_read (&importing->map->columns[parts[part]].style, posko_sheet_kind (importing->sheet, self->row, (guint) parts[part]), bare, value);
}

/* An angle whose degrees, minutes and seconds, and perhaps its side, stand in columns of their own. */
static gboolean
read_parts (const Reading *self, PoskoRole role, PoskoAngle *angle)
{
  const gint *parts = self->importing->map->parts[role == POSKO_ROLE_LON];
  const PoskoAxis axis = role == POSKO_ROLE_LON ? POSKO_AXIS_LON : POSKO_AXIS_LAT;
  gdouble degrees, minutes, seconds;
  gint side = 0;

  if (!read_part (self, parts, POSKO_PART_DEGREES, &degrees) || !read_part (self, parts, POSKO_PART_MINUTES, &minutes) || !read_part (self, parts, POSKO_PART_SECONDS, &seconds))
    return FALSE;
  if (parts[POSKO_PART_SIDE] >= 0)
    side = posko_coordinate_read_side (posko_sheet_text (self->importing->sheet, self->row, (guint) parts[POSKO_PART_SIDE]), axis);
  const gboolean is_whole = degrees == floor (degrees) && (seconds == 0 || minutes == floor (minutes));
  if (!is_whole || fabs (degrees) > 180 || minutes < 0 || minutes >= 60 || seconds < 0 || seconds > 60)
    return FALSE;
  const gboolean negative = degrees < 0 || (degrees == 0 && side == 0 && posko_sheet_text (self->importing->sheet, self->row, (guint) parts[POSKO_PART_DEGREES])[0] == '-');
  const gdouble value = fabs (degrees) + minutes / 60 + seconds / 3600;
  *angle = (PoskoAngle) { .degrees = side < 0 || negative ? -value : value, .axis = axis };
  return TRUE;
}

/* One of two cells. Returns: whether it holds an angle or a number of metres */
static gboolean
read_angle (Reading *self, PoskoRole role, PoskoAngle *angle)
{
  const char *text = cell (self, role);
  const PoskoNumberStyle *numbers = style (self, role);
  const gboolean is_number = kind (self, role) == POSKO_SHEET_NUMBER;

  if (self->importing->map->parts[role == POSKO_ROLE_LON][POSKO_PART_DEGREES] >= 0)
    return read_parts (self, role, angle);
  if (posko_coordinate_read_angle (text, is_number || numbers->decimal == 0 ? '.' : numbers->decimal, angle))
    return TRUE;
  *angle = (PoskoAngle) { 0 };
  return posko_number_style_read (numbers, kind (self, role), text, &angle->degrees);
}

static void
set_place (Reading *self, gdouble lat, gdouble lon)
{
  posko_importing_tps (self->importing, self->i)->place = (PoskoLonLat) { lon, lat };
}

/* The zone of metres, where the row or the header of its column says one. */
static void
set_metres (Reading *self, gdouble easting, gdouble northing, guint zone, PoskoHemisphere hemisphere)
{
  const char *text = cell (self, POSKO_ROLE_ZONA_UTM);
  PoskoImportRow *row = posko_importing_row (self->importing, self->i);

  if (zone == 0 && (text[0] == '\0' || !posko_coordinate_read_zone (text, &zone, &hemisphere)))
    zone = self->header_zone;
  if (zone == self->header_zone && hemisphere == POSKO_HEMISPHERE_UNKNOWN)
    hemisphere = self->header_hemisphere;
  row->zone = (gint8) (zone == 0 ? 0 : posko_coordinate_is_south (hemisphere, northing) ? -(gint) zone : (gint) zone);
  row->flags |= POSKO_ROW_METRES;
  set_place (self, northing, easting);
}

static void
read_pair (Reading *self, PoskoRole role, const char *text)
{
  PoskoCoordinatePair pair;
  PoskoCoordinateUtm utm;

  if (posko_coordinate_read_pair (text, &pair))
    set_place (self, pair.place.lat, pair.place.lon);
  else if (posko_coordinate_read_utm (text, &utm))
    set_metres (self, utm.easting, utm.northing, utm.zone, utm.hemisphere);
  else
    tell_unreadable (self, role, text);
}

static void
read_two_cells (Reading *self)
{
  const char *lat_text = cell (self, POSKO_ROLE_LAT), *lon_text = cell (self, POSKO_ROLE_LON);
  PoskoAngle lat, lon;

  if (lat_text[0] == '\0' && lon_text[0] == '\0')
    return;
  if (lat_text[0] == '\0' || lon_text[0] == '\0')
    {
      /* the whole pair in one of them? */
      read_pair (self, lat_text[0] == '\0' ? POSKO_ROLE_LON : POSKO_ROLE_LAT, lat_text[0] == '\0' ? lon_text : lat_text);
      return;
    }
  if (!read_angle (self, POSKO_ROLE_LAT, &lat))
    tell_unreadable (self, POSKO_ROLE_LAT, lat_text);
  else if (!read_angle (self, POSKO_ROLE_LON, &lon))
    tell_unreadable (self, POSKO_ROLE_LON, lon_text);
  else if (lat.axis == POSKO_AXIS_LON || lon.axis == POSKO_AXIS_LAT)
    set_place (self, lon.degrees, lat.degrees);
  else
    set_place (self, lat.degrees, lon.degrees);
}

static void
read_metres (Reading *self)
{
  const char *east = cell (self, POSKO_ROLE_EASTING), *north = cell (self, POSKO_ROLE_NORTHING);
  gdouble easting, northing;

  if (east[0] == '\0' && north[0] == '\0')
    return;
  if (!posko_number_style_read (style (self, POSKO_ROLE_EASTING), kind (self, POSKO_ROLE_EASTING), east, &easting))
    {
      tell_unreadable (self, POSKO_ROLE_EASTING, east);
      return;
    }
  if (!posko_number_style_read (style (self, POSKO_ROLE_NORTHING), kind (self, POSKO_ROLE_NORTHING), north, &northing))
    {
      tell_unreadable (self, POSKO_ROLE_NORTHING, north);
      return;
    }
  set_metres (self, easting, northing, 0, POSKO_HEMISPHERE_UNKNOWN);
}

static void
read_coordinates (Reading *self)
{
  const gint *by_role = self->importing->map->by_role;

  set_place (self, (gdouble) NAN, (gdouble) NAN);
  if (by_role[POSKO_ROLE_LAT] >= 0 && by_role[POSKO_ROLE_LON] >= 0)
    read_two_cells (self);
  else if (by_role[POSKO_ROLE_EASTING] >= 0 && by_role[POSKO_ROLE_NORTHING] >= 0)
    read_metres (self);
  if (isnan (posko_importing_tps (self->importing, self->i)->place.lat) && by_role[POSKO_ROLE_KOORDINAT] >= 0)
    {
      const char *text = cell (self, POSKO_ROLE_KOORDINAT);
      if (text[0] != '\0')
        read_pair (self, POSKO_ROLE_KOORDINAT, text);
    }
}

/* The words of one level, code and name: both carried down where both are blank. Returns: whether something was carried */
static gboolean
carry (const Reading *self, const char **texts, const char *const *above)
{
  if (texts[0][0] != '\0' || texts[1][0] != '\0' || above[0] == NULL)
    return FALSE;
  texts[0] = above[0];
  texts[1] = above[1];
  return texts[0][0] != '\0' || texts[1][0] != '\0';
}

static guint
intern_group (Reading *self, const char *const *words, gboolean is_by_tps)
{
  g_autofree char *key = g_strjoin ("\x1f", words[0], words[1], words[2], words[3], NULL);
  gpointer known = g_hash_table_lookup (self->groups, key);
  PoskoTable *table = self->importing->table;

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  const PoskoImportGroup group = {
    .kode_kecamatan = posko_table_intern (table, words[0]), .kecamatan = posko_table_intern (table, words[1]),
    .kode_kelurahan = posko_table_intern (table, words[2]), .kelurahan = posko_table_intern (table, words[3]),
    .is_by_tps = is_by_tps, .by_name = POSKO_BOUNDARY_NONE, .by_code = POSKO_BOUNDARY_NONE, .near = POSKO_BOUNDARY_NONE,
  };
  g_array_append_val (self->importing->groups, group);
  g_hash_table_insert (self->groups, g_steal_pointer (&key), GUINT_TO_POINTER (self->importing->groups->len));
  return self->importing->groups->len - 1;
}

static gboolean
is_same (const char *a, const char *b)
{
  return a == b || (a != NULL && b != NULL && strcmp (a, b) == 0);
}

/* The code of the kelurahan where only that of the TPS has it; told where nothing else names one. Returns: whether it has */
static gboolean
find_code (Reading *self, const char **words)
{
  const char *code = cell (self, POSKO_ROLE_KODE_TPS);
  char area[POSKO_TPS_AREA_SIZE];

  if (words[2][0] != '\0' || code[0] == '\0' || posko_tps_code_read (code, area) < 0)
    return FALSE;
  words[2] = posko_table_intern (self->importing->table, area);
  if (words[3][0] == '\0')
    posko_importing_tell (self->importing, self->i, POSKO_IMPORT_NOTE, "kode-area", POSKO_ROLE_KODE_TPS, code, words[2], NULL, NULL);
  return TRUE;
}

/* The words of the row, blank ones carried down; the index of their group. A new kecamatan ends the carrying of the kelurahan. */
static guint
find_group (Reading *self)
{
  const char *words[] = { cell (self, POSKO_ROLE_KODE_KECAMATAN), cell (self, POSKO_ROLE_KECAMATAN), cell (self, POSKO_ROLE_KODE_KELURAHAN),
                          cell (self, POSKO_ROLE_KELURAHAN) };
  gboolean carried = self->carries && carry (self, words, self->above);
  gboolean same_kecamatan = is_same (words[0], self->above[0]) && is_same (words[1], self->above[1]);

  if (self->carries && (same_kecamatan || self->is_first_of_area))
    carried = carry (self, words + 2, self->above + 2) || carried;
  const gboolean titled_kecamatan = carry (self, words, self->title), titled = carry (self, words + 2, self->title + 2) || titled_kecamatan;
  same_kecamatan = is_same (words[0], self->above[0]) && is_same (words[1], self->above[1]);
  const gboolean same_words = same_kecamatan && is_same (words[2], self->above[2]) && is_same (words[3], self->above[3]);
  memcpy (self->above, words, sizeof words);
  const gboolean is_by_tps = find_code (self, words), same = same_words && is_same (is_by_tps ? words[2] : NULL, self->code_above);
  self->code_above = is_by_tps ? words[2] : NULL;
  self->is_first_of_area = FALSE;
  if (titled || (carried && self->in_area))
    posko_importing_tell (self->importing, self->i, POSKO_IMPORT_NOTE, "cell-carried-area", POSKO_ROLE_KELURAHAN, NULL, words[3][0] != '\0' ? words[3] : words[1], NULL, NULL);
  else if (carried)
    posko_importing_tell (self->importing, self->i, self->carries_lone ? POSKO_IMPORT_MARKED : POSKO_IMPORT_NOTE,
                          self->carries_lone ? "cell-carried-lone" : "cell-carried", POSKO_ROLE_KELURAHAN, NULL, words[3][0] != '\0' ? words[3] : words[1],
                          NULL, self->carries_lone ? _ ("fill the cell: it was taken from the row above") : NULL);
  if (!same || self->group_above == POSKO_BOUNDARY_NONE)
    self->group_above = intern_group (self, words, is_by_tps);
  return self->group_above;
}

static void
read_counts (Reading *self, PoskoTps *tps)
{
  self->dashes_only = has_dashes_only (self);
  tps->dpt_laki = count (self, POSKO_ROLE_DPT_LAKI, 0, self->importing->is_summary ? 5000000 : VOTERS_MAX);
  tps->dpt_perempuan = count (self, POSKO_ROLE_DPT_PEREMPUAN, 0, self->importing->is_summary ? 5000000 : VOTERS_MAX);
  tps->dpt_jumlah = count (self, POSKO_ROLE_DPT_JUMLAH, 0, self->importing->is_summary ? 10000000 : VOTERS_MAX);
  self->dashes_only = FALSE;
  tps->kpps = count (self, POSKO_ROLE_KPPS, 1, self->importing->is_summary ? 100000 : 20);
  tps->linmas = count (self, POSKO_ROLE_LINMAS, 0, self->importing->is_summary ? 100000 : 20);
  tps->pengawas = count (self, POSKO_ROLE_PENGAWAS, 0, self->importing->is_summary ? 100000 : 10);
  tps->petugas_berisiko = count (self, POSKO_ROLE_PETUGAS_BERISIKO, 0, 50);
  tps->partisipasi_lalu = share (self, POSKO_ROLE_PARTISIPASI_LALU);
  const gint64 laki = tps->dpt_laki == POSKO_MISSING ? 0 : tps->dpt_laki, perempuan = tps->dpt_perempuan == POSKO_MISSING ? 0 : tps->dpt_perempuan;
  if (!self->importing->is_summary && MAX (laki + perempuan, tps->dpt_jumlah == POSKO_MISSING ? 0 : tps->dpt_jumlah) > VOTERS_LAW)
    {
      g_autofree char *found = g_strdup_printf ("%" PRId64, MAX (laki + perempuan, tps->dpt_jumlah));
      tell (self, POSKO_IMPORT_MARKED, "voters-many", POSKO_ROLE_DPT_JUMLAH, found, _ ("at most 800 voters a TPS"),
            _ ("look for a digit too many, or two TPS in one row"));
    }
}

/* A text cut to what its column holds. */
static const char *
limited (Reading *self, PoskoRole role, gsize characters)
{
  const char *text = cell (self, role);
  if (strlen (text) <= characters || g_utf8_strlen (text, -1) <= (glong) characters)
    return posko_table_intern (self->importing->table, text);
  g_autofree char *cut = g_utf8_substring (text, 0, (glong) characters);
  tell (self, POSKO_IMPORT_MARKED, "cell-long", role, text, _ ("a shorter text"), _ ("as it stands the text is cut"));
  return posko_table_intern (self->importing->table, cut);
}

static const char *
read_access (Reading *self)
{
  static const char *const known[] = { "jalan", "gang", "perahu", NULL };
  const char *text = cell (self, POSKO_ROLE_AKSES);
  g_autofree char *folded = g_utf8_strdown (text, -1);

  for (guint i = 0; known[i] != NULL; i++)
    if (strcmp (folded, known[i]) == 0)
      return known[i];
  if (text[0] != '\0')
    tell (self, POSKO_IMPORT_MARKED, "cell-access", POSKO_ROLE_AKSES, text, "jalan, gang, perahu", _ ("as it stands a road is assumed"));
  return "jalan";
}

/* A row of a text file with another number of cells than the header. Returns: whether it can be used */
static gboolean
check_width (Reading *self)
{
  const PoskoImporting *importing = self->importing;
  const guint width = posko_sheet_width (importing->sheet, self->row), n = importing->layout->n_columns;
  guint used = width;

  while (used > n && posko_sheet_text (importing->sheet, self->row, used - 1)[0] == '\0')
    used--;
  if (!importing->is_text || (used <= n && (gint) width > self->last_column))
    return TRUE;
  g_autofree char *found = g_strdup_printf ("%u", width), *expected = g_strdup_printf (ngettext ("%u cell", "%u cells", n), n);
  /* What is over can be a remark at the end only where all that counts before reads well. */
  PoskoAngle angle;
  const char *remark;
  const gboolean reads_well = used > n && read_number (self, &remark) != -1
                              && (importing->map->by_role[POSKO_ROLE_LAT] < 0 || cell (self, POSKO_ROLE_LAT)[0] == '\0' || read_angle (self, POSKO_ROLE_LAT, &angle))
                              && (importing->map->by_role[POSKO_ROLE_LON] < 0 || cell (self, POSKO_ROLE_LON)[0] == '\0' || read_angle (self, POSKO_ROLE_LON, &angle));
  tell (self, reads_well ? POSKO_IMPORT_MARKED : POSKO_IMPORT_REFUSED, reads_well ? "row-wide" : "row-width", POSKO_ROLE_NONE, found, expected,
        reads_well ? _ ("look at the end of the row: what is over was not read")
                   : _ ("look for a missing cell, or a mark inside a text that has no quotes round it"));
  return reads_well;
}

/* Identity numbers have 16 digits; a spreadsheet that takes them for numbers keeps 15, and writes them with marks or as 3,27E+15. */
static gboolean
read_nik (Reading *self, const char *text, char nik[NIK_DIGITS + 1])
{
  const PoskoImporting *importing = self->importing;
  gsize n = 0;

  if (self->nik_rounded == NIK_UNKNOWN)
    self->nik_rounded = posko_column_is_rounded (importing->sheet, importing->layout, (guint) importing->map->by_role[POSKO_ROLE_NIK]) ? NIK_ROUNDED : NIK_WHOLE;
  if (self->nik_rounded == NIK_ROUNDED || posko_identifier_is_rounded (kind (self, POSKO_ROLE_NIK), text))
    return FALSE;
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text) && n < NIK_DIGITS)
      nik[n++] = *text;
    else if (strchr (".-' ", *text) == NULL)
      return FALSE;
  nik[n] = '\0';
  return n == NIK_DIGITS;
}

/* What is said of a cell that is no identity number names no person: its digits are masked. */
static void
tell_nik (Reading *self, const char *text)
{
  g_autofree char *masked = g_strdup (text);

  for (gsize i = strlen (masked), digits = 0; i-- > 0;)
    if (g_ascii_isdigit (masked[i]) && ++digits > 2 && i >= 6)
      masked[i] = '*';
  posko_importing_tell_line (self->importing, posko_sheet_line (self->importing->sheet, self->row), POSKO_IMPORT_LEFT_OUT, "nik-rounded", POSKO_ROLE_NIK, masked, NULL,
                             _ ("an identity number of 16 digits, written as text"),
                             _ ("turn the column into text where the list comes from, and export it again: the digits that are lost cannot be restored"));
}

static void
keep_private (Reading *self)
{
  const char *text = cell (self, POSKO_ROLE_NIK);
  PoskoImporting *importing = self->importing;
  char nik[NIK_DIGITS + 1];

  if (text[0] == '\0' || importing->nik == NULL)
    return;
  if (!read_nik (self, text, nik))
    {
      tell_nik (self, text);
      return;
    }
  for (gsize c = 6; c + 2 < NIK_DIGITS && importing->params->nik == POSKO_NIK_MASK; c++)
    nik[c] = '*';
  g_string_append_printf (importing->nik, "%u,%s\n", self->i, nik);
}

static void
read_row (Reading *self)
{
  PoskoImporting *importing = self->importing;
  PoskoTps *tps = (PoskoTps *) (gpointer) posko_table_extend (importing->table, posko_sheet_line (importing->sheet, self->row));
  const PoskoImportRow state = { .village = POSKO_BOUNDARY_NONE };

  g_array_append_val (importing->rows, state);
  self->i = importing->rows->len - 1;
  tps->place = (PoskoLonLat) { (gdouble) NAN, (gdouble) NAN };
  tps->area = POSKO_BOUNDARY_NONE;
  tps->kode_tps = tps->kode_kelurahan = tps->kelurahan = tps->kecamatan = tps->akses = tps->lokasi = "";
  const char *remark = NULL;
  if (!check_width (self))
    return;
  posko_importing_row (importing, self->i)->group = find_group (self);
  tps->nomor = importing->map->by_role[POSKO_ROLE_NOMOR] >= 0 ? read_number (self, &remark) : POSKO_MISSING;
  if (tps->nomor == -1)
    {
      tell (self, POSKO_IMPORT_REFUSED, "cell-nomor", POSKO_ROLE_NOMOR, cell (self, POSKO_ROLE_NOMOR), _ ("the number of a TPS, 1 to 9999"), _ ("mend the number: digits alone, one TPS a row; a TPS 1A needs a number of its own"));
      return;
    }
  if (importing->is_summary)
    {
      const gint64 n = count (self, POSKO_ROLE_JUMLAH_TPS, 0, SUMMARY_TPS_MAX);
      posko_importing_row (importing, self->i)->n_tps = n == POSKO_MISSING ? 0 : (guint16) n;
      if (n == POSKO_MISSING || n == 0)
        tell (self, n == 0 ? POSKO_IMPORT_LEFT_OUT : POSKO_IMPORT_REFUSED, n == 0 ? "summary-none" : "summary-count", POSKO_ROLE_JUMLAH_TPS,
              cell (self, POSKO_ROLE_JUMLAH_TPS), _ ("how many TPS the kelurahan has"), _ ("fill in the number"));
    }
  tps->kode_tps = limited (self, POSKO_ROLE_KODE_TPS, 64);
  tps->lokasi = limited (self, POSKO_ROLE_LOKASI, LOKASI_CHARACTERS);
  read_counts (self, tps);
  tps->khusus = flag (self, POSKO_ROLE_KHUSUS);
  if (remark != NULL)
    keep_remark (self, tps, remark);
  tps->asumsi = flag (self, POSKO_ROLE_ASUMSI);
  tps->akses = read_access (self);
  read_coordinates (self);
  keep_private (self);
}

/* A row that only names an area: what the rows beneath it do not say of theirs, they take from it. */
static void
read_area (Reading *self)
{
  g_autofree char *kecamatan = NULL, *kelurahan = NULL;

  if (!posko_layout_read_area (self->importing->sheet, self->row, &kecamatan, &kelurahan))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->above); i++)
    if (self->above[i] == NULL || kecamatan != NULL || i >= 2)
      self->above[i] = "";
  if (kecamatan != NULL)
    self->above[1] = posko_table_intern (self->importing->table, kecamatan);
  if (kelurahan != NULL)
    self->above[3] = posko_table_intern (self->importing->table, kelurahan);
  self->group_above = POSKO_BOUNDARY_NONE;
  self->carries = self->in_area = self->is_first_of_area = TRUE;
}

/* What the lines above the header say of the whole list. */
static void
read_titles (Reading *self)
{
  const PoskoImporting *importing = self->importing;
  g_autofree char *kecamatan = NULL, *kelurahan = NULL;

  for (guint row = 0; row < posko_sheet_n_rows (importing->sheet) && importing->layout->kinds[row] != POSKO_ROW_HEADER; row++)
    if (importing->layout->kinds[row] == POSKO_ROW_TITLE)
      posko_layout_read_title (importing->sheet, row, &kecamatan, &kelurahan);
  if (kecamatan != NULL)
    self->title[0] = "", self->title[1] = posko_table_intern (importing->table, kecamatan);
  if (kelurahan != NULL)
    self->title[2] = "", self->title[3] = posko_table_intern (importing->table, kelurahan);
}

/* Whether blank cells of the areas' names mean "as above": the first data row names one, and others do not. */
static void
find_carrying (Reading *self)
{
  const PoskoImporting *importing = self->importing;
  gint column = importing->map->by_role[POSKO_ROLE_KECAMATAN] >= 0 ? importing->map->by_role[POSKO_ROLE_KECAMATAN] : importing->map->by_role[POSKO_ROLE_KELURAHAN];
  guint blank = 0, n = 0;

  for (guint row = 0; column >= 0 && row < posko_sheet_n_rows (importing->sheet); row++)
    if (importing->layout->kinds[row] == POSKO_ROW_DATA)
      {
        const gboolean is_blank = posko_sheet_text (importing->sheet, row, (guint) column)[0] == '\0';
        if (n++ == 0 && is_blank)
          return;
        blank += is_blank;
      }
  self->carries = column >= 0;
  self->carries_lone = blank * 100 < n * LONE_BLANK_PERCENT;
}

/* The UTM zone in the header of a column of metres. */
static void
find_header_zone (Reading *self)
{
  static const PoskoRole roles[] = { POSKO_ROLE_EASTING, POSKO_ROLE_NORTHING, POSKO_ROLE_KOORDINAT, POSKO_ROLE_LON };

  for (guint r = 0; r < G_N_ELEMENTS (roles) && self->header_zone == 0; r++)
    {
      const char *header = posko_importing_header (self->importing, roles[r]);
      g_auto (GStrv) words = g_strsplit_set (header != NULL ? header : "", " ()[]_,;:/", -1);
      for (guint w = 0; words[w] != NULL && self->header_zone == 0; w++)
        if (!posko_coordinate_read_zone (words[w], &self->header_zone, &self->header_hemisphere))
          self->header_zone = 0;
    }
}

gboolean
posko_importing_read_rows (PoskoImporting *self, GError **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = { .importing = self, .groups = groups, .group_above = POSKO_BOUNDARY_NONE };
  const guint n = posko_sheet_n_rows (self->sheet);

  for (guint column = 0; column < self->map->n_columns; column++)
    if (self->map->columns[column].role != POSKO_ROLE_NONE)
      reading.last_column = (gint) column;
  find_carrying (&reading);
  find_header_zone (&reading);
  read_titles (&reading);
  for (guint row = 0; row < n; row++)
    {
      if (row % ROWS_BETWEEN_CANCEL_CHECKS == 0)
        {
          posko_progress_report (self->params->progress, _ ("Reading the TPS"), (gdouble) row / n);
          if (posko_set_error_if_cancelled (self->cancellable, error))
            return FALSE;
        }
      reading.row = row;
      if (self->layout->kinds[row] == POSKO_ROW_DATA)
        read_row (&reading);
      else if (self->layout->kinds[row] == POSKO_ROW_AREA)
        read_area (&reading);
    }
  return TRUE;
}
