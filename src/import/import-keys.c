/* import-keys.c: one row, one TPS: summaries expanded, numbers, copies and contradictions told apart, codes made where there are none. */
#include <math.h>
#include <string.h>

#include "i18n.h"
#include "import-private.h"
#include "place-names-private.h"

#define SPECIAL_FROM 901 /* the number of the first TPS in a prison or hospital */

/* The k-th of n parts of a count, as even as can be: the first ones get what is left over. */
static gint64
part_of (gint64 count, guint n, guint k)
{
  return count == POSKO_MISSING ? POSKO_MISSING : count / n + (k < (guint) (count % n) ? 1 : 0);
}

static void
fill_part (PoskoTps *tps, const PoskoTps *whole, guint n, guint k)
{
  tps->nomor = k + 1;
  tps->dpt_laki = part_of (whole->dpt_laki, n, k);
  tps->dpt_perempuan = part_of (whole->dpt_perempuan, n, k);
  /* the parts of L and of P need not add up to the parts of the total: where both are known, so is their sum */
  tps->dpt_jumlah = whole->dpt_laki != POSKO_MISSING && whole->dpt_perempuan != POSKO_MISSING ? tps->dpt_laki + tps->dpt_perempuan
                                                                                              : part_of (whole->dpt_jumlah, n, k);
  tps->kpps = tps->linmas = tps->pengawas = POSKO_MISSING;
  tps->petugas_berisiko = POSKO_MISSING;
  tps->asumsi = 1;
}

/* A row that stands for several TPS becomes them. A place it has is the kelurahan's centre: where the polygon is known, that is better. */
static void
expand_row (PoskoImporting *self, guint i)
{
  const guint n = posko_importing_row (self, i)->n_tps, line = posko_table_line (self->table, i);
  const PoskoImportRow state = *posko_importing_row (self, i);
  PoskoTps whole = *posko_importing_tps (self, i);

  if (g_array_index (self->villages, PoskoImportVillage, state.village).area != POSKO_BOUNDARY_NONE)
    whole.place = (PoskoLonLat) { (gdouble) NAN, (gdouble) NAN };
  for (guint k = 0; k < n; k++)
    {
      PoskoTps *tps = k == 0 ? posko_importing_tps (self, i) : (PoskoTps *) (gpointer) posko_table_extend (self->table, line);
      *tps = whole;
      fill_part (tps, &whole, n, k);
      if (k == 0)
        continue;
      PoskoImportRow copy = state;
      copy.flags |= POSKO_ROW_COPY;
      g_array_append_val (self->rows, copy);
    }
}

void
posko_importing_expand (PoskoImporting *self)
{
  const guint n = self->rows->len;

  if (!self->is_summary)
    return;
  for (guint i = 0; i < n; i++)
    if (posko_importing_is_alive (self, i))
      {
        g_autofree char *made = g_strdup_printf ("%u TPS", posko_importing_row (self, i)->n_tps);
        posko_importing_row (self, i)->flags |= POSKO_ROW_TOLD;
        /* of the whole file, not of the row: each row is as good as a summary can be */
        posko_importing_tell_line (self, posko_table_line (self->table, i), POSKO_IMPORT_MARKED, "summary-expanded", POSKO_ROLE_JUMLAH_TPS, NULL, made,
                                   _ ("one row for each TPS"),
                                   _ ("ask for the list of the TPS themselves: numbers, places and voters of each are assumptions"));
        expand_row (self, i);
      }
  posko_importing_fill_numbers (self);
}

/* The number at the end of a code: 19.71.01.1004.007 is TPS 7. */
static gint64
number_of_code (const char *code)
{
  const char *at = code + strlen (code);
  gint64 value = 0;

  while (at > code && g_ascii_isdigit (at[-1]))
    at--;
  if (strlen (at) > 4 && at == code)
    at = code + strlen (code) - 3; /* digits only: the last three */
  for (; *at != '\0'; at++)
    value = value * 10 + (*at - '0');
  return value;
}

static void
fill_number (PoskoImporting *self, guint i)
{
  PoskoTps *tps = posko_importing_tps (self, i);

  if (tps->nomor == POSKO_MISSING)
    {
      tps->nomor = number_of_code (tps->kode_tps);
      if (tps->nomor < 1 || tps->nomor > 9999)
        {
          posko_importing_tell (self, i, POSKO_IMPORT_REFUSED, "cell-nomor", POSKO_ROLE_NOMOR, tps->kode_tps, NULL, _ ("the number of a TPS, 1 to 9999"),
                                _ ("fill in the number"));
          return;
        }
    }
  if (tps->khusus == POSKO_MISSING)
    tps->khusus = tps->nomor >= SPECIAL_FROM;
}

/* How well a row's place agrees with its words: 0 best. */
static gint
misfit (const PoskoImporting *self, guint i)
{
  const guint flags = posko_importing_row (self, i)->flags;
  return flags & POSKO_ROW_ELSEWHERE ? 2 : flags & POSKO_ROW_BESIDE ? 1 : 0;
}

/* Of rows of one key the one whose place lies in its kelurahan goes first, then the first of the file. */
static gint
compare_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoImporting *self = user_data;
  const guint i = *(const guint *) a, j = *(const guint *) b;
  const guint x = posko_importing_row (self, i)->village, y = posko_importing_row (self, j)->village;
  const PoskoTps *p = posko_importing_tps (self, i), *q = posko_importing_tps (self, j);

  if (x != y)
    return x < y ? -1 : 1;
  if (p->nomor != q->nomor)
    return p->nomor < q->nomor ? -1 : 1;
  if (misfit (self, i) != misfit (self, j))
    return misfit (self, i) - misfit (self, j);
  return i < j ? -1 : i > j;
}

static gboolean
is_same_number (gdouble a, gdouble b)
{
  return a == b || (isnan (a) && isnan (b));
}

gboolean
posko_importing_is_copy (const PoskoTps *a, const PoskoTps *b)
{
  return is_same_number (a->place.lat, b->place.lat) && is_same_number (a->place.lon, b->place.lon) && a->dpt_laki == b->dpt_laki
         && a->dpt_perempuan == b->dpt_perempuan && a->dpt_jumlah == b->dpt_jumlah && a->kpps == b->kpps && a->linmas == b->linmas
         && a->pengawas == b->pengawas && strcmp (a->lokasi, b->lokasi) == 0 && strcmp (a->kode_tps, b->kode_tps) == 0;
}

/* Rows of one key: copies are left out; what contradicts the first is refused. */
static void
judge_key (PoskoImporting *self, const guint *order, guint n)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gboolean contradicted = FALSE;

  for (guint k = 0; k < n; k++)
    g_string_append_printf (lines, "%s%u", k > 0 ? ", " : "", posko_table_line (self->table, order[k]));
  const PoskoTps *first = posko_importing_tps (self, order[0]);
  const char *village = g_array_index (self->villages, PoskoImportVillage, posko_importing_row (self, order[0])->village).name;
  g_autofree char *found = g_strdup_printf ("%s TPS %" G_GINT64_FORMAT " (%s)", village, first->nomor, lines->str);
  for (guint k = 1; k < n; k++)
    if (posko_importing_is_copy (first, posko_importing_tps (self, order[k])))
      posko_importing_tell (self, order[k], POSKO_IMPORT_LEFT_OUT, "row-copy", POSKO_ROLE_NOMOR, found, NULL, NULL, NULL);
    else
      {
        contradicted = TRUE;
        posko_importing_tell (self, order[k], POSKO_IMPORT_REFUSED, "tps-double", POSKO_ROLE_NOMOR, found, NULL, _ ("each number once in a kelurahan"),
                              _ ("mend the number, or take the wrong row out: of them the first was used whose place lies in its kelurahan"));
      }
  if (contradicted)
    posko_importing_tell (self, order[0], POSKO_IMPORT_MARKED, "tps-double-first", POSKO_ROLE_NOMOR, found, NULL, _ ("each number once in a kelurahan"),
                          _ ("look whether this is the right one of the rows with this number"));
}

static void
find_doubles (PoskoImporting *self)
{
  g_autofree guint *order = g_new (guint, MAX (self->rows->len, 1));
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (posko_importing_is_alive (self, i))
      order[n++] = i;
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_keys, self);
  for (guint first = 0, end; first < n; first = end)
    {
      const PoskoTps *tps = posko_importing_tps (self, order[first]);
      const guint village = posko_importing_row (self, order[first])->village;
      for (end = first + 1; end < n && posko_importing_row (self, order[end])->village == village && posko_importing_tps (self, order[end])->nomor == tps->nomor; end++)
        ;
      if (end - first > 1)
        judge_key (self, order + first, end - first);
    }
}

/* The code of a village as a TPS code begins with it: its own, else the kecamatan's with the folded name. */
static char *
village_code (const PoskoImporting *self, const PoskoImportVillage *village)
{
  if (village->code[0] != '\0')
    return g_strdup (village->code);
  g_autofree char *upper = g_utf8_strup (village->key, -1);
  const char *code = posko_boundary_code (self->params->kecamatan, village->kecamatan);
  return g_strdup_printf ("%s.%.40s", code[0] != '\0' ? code : posko_boundary_name (self->params->kecamatan, village->kecamatan), upper);
}

/* A code made of what a row says. */
static const char *
code_of_tps (PoskoImporting *self, guint i)
{
  g_autofree char *prefix = village_code (self, &g_array_index (self->villages, PoskoImportVillage, posko_importing_row (self, i)->village));
  g_autofree char *code = g_strdup_printf ("%s.%03" G_GINT64_FORMAT, prefix, posko_importing_tps (self, i)->nomor);
  return posko_table_intern (self->table, code);
}

/* Whether the beginning of a TPS code is the code of another kelurahan: by the layer, else by its digits, where both are Kemendagri's. */
static gboolean
is_other_village (const PoskoImporting *self, const char *area, const PoskoImportVillage *village)
{
  PoskoPlaceCode a, b;

  if (self->kelurahan != NULL && village->area != POSKO_BOUNDARY_NONE)
    {
      const PoskoMatch match = posko_place_names_match (self->kelurahan, area, NULL);
      if (posko_match_is_sure (&match) && match.n == 1)
        return match.area != village->area;
    }
  return posko_place_code_read (area, &a) && posko_place_code_read (village->code, &b) && a.kemendagri && b.kemendagri
         && strlen (b.digits) == strlen (a.digits) && strcmp (a.digits, b.digits) != 0;
}

/* A code that says another kelurahan or number than the row is made anew: plans know a TPS by its code. */
static void
check_code (PoskoImporting *self, guint i)
{
  PoskoTps *tps = posko_importing_tps (self, i);
  const PoskoImportVillage *village = &g_array_index (self->villages, PoskoImportVillage, posko_importing_row (self, i)->village);
  char area[POSKO_TPS_AREA_SIZE];
  const gint64 number = posko_tps_code_read (tps->kode_tps, area);

  if (number < 0 || (number == tps->nomor && !is_other_village (self, area, village)))
    return;
  g_autofree char *found = g_strdup_printf ("%s (%s TPS %" G_GINT64_FORMAT ")", tps->kode_tps, village->name, tps->nomor);
  tps->kode_tps = code_of_tps (self, i);
  posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "kode-differs", POSKO_ROLE_KODE_TPS, found, tps->kode_tps,
                        _ ("a code that says the kelurahan and the number of its row"),
                        _ ("look which is right, the code or the columns beside it: the columns were taken and the code made anew"));
}

static void
fill_codes (PoskoImporting *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint made = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      PoskoTps *tps = posko_importing_tps (self, i);
      if (!posko_importing_is_alive (self, i))
        continue;
      if (tps->kode_tps[0] == '\0')
        {
          tps->kode_tps = code_of_tps (self, i);
          made++;
        }
      else
        check_code (self, i);
      const gpointer before = g_hash_table_lookup (known, tps->kode_tps);
      if (before == NULL)
        {
          g_hash_table_insert (known, (gpointer) tps->kode_tps, GUINT_TO_POINTER (i + 1));
          continue;
        }
      g_autofree char *found = g_strdup_printf ("%s (%u, %u)", tps->kode_tps, posko_table_line (self->table, GPOINTER_TO_UINT (before) - 1),
                                                posko_table_line (self->table, i));
      posko_importing_tell (self, i, POSKO_IMPORT_REFUSED, "kode-double", POSKO_ROLE_KODE_TPS, found, NULL, _ ("each code once"),
                            _ ("mend the code: the first row with it was used"));
    }
  if (made > 0)
    {
      g_autofree char *number = g_strdup_printf ("%u", made);
      posko_importing_tell_line (self, 0, POSKO_IMPORT_NOTE, "kode-made", POSKO_ROLE_KODE_TPS, NULL, number, NULL, NULL);
    }
}

void
posko_importing_fill_numbers (PoskoImporting *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (posko_importing_is_alive (self, i))
      fill_number (self, i);
}

void
posko_importing_make_keys (PoskoImporting *self)
{
  find_doubles (self);
  fill_codes (self);
}
