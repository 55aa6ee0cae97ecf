/* import-nameless.c: the kelurahan of rows that name none: by their place, else one that stands in. docs/model.md section 15.4.
 *
 * TPS numbers begin anew in each kelurahan, so that in a list without kelurahan they repeat within a kecamatan. Where the list runs by kelurahan,
 * each kecamatan has as many runs of rising numbers as its commonest number has rows, and the runs are its kelurahan, but for their names; in
 * any other order the k-th row of a number goes to the k-th stand-in, which keeps the keys apart and no more. O(rows) look-ups.
 */
#include "i18n.h"
#include "import-private.h"

typedef struct
{
  guint last, runs, most;  /* number of the row before; runs of rising numbers; rows of the commonest number */
  guint *stand_in;         /* villages, runs or most of them */
} Kecamatan;

typedef struct
{
  PoskoImporting *importing;
  GHashTable *rows;        /* village or kecamatan, and number -> Seen */
  GArray *nameless;        /* guint: rows */
  guint *run, *turn;       /* beside nameless */
  Kecamatan *kecamatan;
} Nameless;

/* Rows of one number so far. */
typedef struct
{
  guint row, turn;         /* the last; how many before it, copies not counted */
  guint run;
} Seen;

static Seen *
seen_of (const Nameless *self, gint64 area, gint64 number, gboolean *is_new)
{
  const gint64 key = area << 16 | number;
  Seen *seen = g_hash_table_lookup (self->rows, &key);

  *is_new = seen == NULL;
  if (seen == NULL)
    {
      seen = g_new0 (Seen, 1);
      g_hash_table_insert (self->rows, g_memdup2 (&key, sizeof key), seen);
    }
  return seen;
}

static gint64
number_of (const Nameless *self, guint i)
{
  return self->importing->is_summary ? 0 : posko_importing_tps (self->importing, i)->nomor;
}

/* Whether a village has no other TPS of the row's number, or only a copy of the row; it has one now. */
static gboolean
take_number (const Nameless *self, guint village, guint i)
{
  gboolean is_new;
  Seen *seen = seen_of (self, village, number_of (self, i), &is_new);

  if (is_new)
    seen->row = i;
  return is_new || posko_importing_is_copy (posko_importing_tps (self->importing, seen->row), posko_importing_tps (self->importing, i));
}

/* The kelurahan in which the place lies, where that agrees with the kecamatan and the number is free there. */
static gboolean
take_place (const Nameless *self, guint i, guint located, guint *of_area)
{
  PoskoImporting *importing = self->importing;
  const guint kecamatan = posko_importing_tps (importing, i)->area;
  PoskoBoundary *layer = importing->params->kelurahan;

  if (located == POSKO_BOUNDARY_NONE || importing->parents[located] != kecamatan)
    return FALSE;
  if (of_area[located] == POSKO_BOUNDARY_NONE)
    {
      of_area[located] = posko_importing_add_village (importing, kecamatan, located, posko_boundary_name (layer, located));
      g_array_index (importing->villages, PoskoImportVillage, of_area[located]).code = posko_table_intern (importing->table, posko_boundary_code (layer, located));
    }
  if (!take_number (self, of_area[located], i))
    return FALSE;
  posko_importing_row (importing, i)->village = of_area[located];
  posko_importing_tell (importing, i, POSKO_IMPORT_NOTE, "kelurahan-by-place", POSKO_ROLE_KELURAHAN, NULL, posko_boundary_name (layer, located), NULL, NULL);
  return TRUE;
}

/* In which run of its kecamatan each row lies, and how many rows of its number are above it. */
static void
count_runs (Nameless *self)
{
  g_hash_table_remove_all (self->rows); /* by kecamatan now */
  for (guint k = 0; k < self->nameless->len; k++)
    {
      const guint i = g_array_index (self->nameless, guint, k), area = posko_importing_tps (self->importing, i)->area;
      const gint64 number = number_of (self, i);
      Kecamatan *kecamatan = &self->kecamatan[area];
      gboolean is_new;
      Seen *seen = seen_of (self, area, number, &is_new);
      const gboolean is_copy = !is_new && posko_importing_is_copy (posko_importing_tps (self->importing, seen->row), posko_importing_tps (self->importing, i));
      if (!is_copy)
        {
          kecamatan->runs += kecamatan->runs == 0 || number <= kecamatan->last;
          kecamatan->last = (guint) number;
          *seen = (Seen) { i, is_new ? 0 : seen->turn + 1, kecamatan->runs - 1 };
          kecamatan->most = MAX (kecamatan->most, seen->turn + 1);
        }
      self->run[k] = seen->run;
      self->turn[k] = seen->turn;
    }
}

static guint
stand_in (Nameless *self, guint area, guint k)
{
  Kecamatan *kecamatan = &self->kecamatan[area];
  g_autofree char *name = kecamatan->most == 1 ? g_strdup (posko_boundary_name (self->importing->params->kecamatan, area)) : g_strdup_printf ("Tanpa Nama %u", k + 1);

  if (kecamatan->stand_in == NULL)
    {
      kecamatan->stand_in = g_new (guint, kecamatan->most);
      for (guint s = 0; s < kecamatan->most; s++)
        kecamatan->stand_in[s] = POSKO_BOUNDARY_NONE;
    }
  if (kecamatan->stand_in[k] == POSKO_BOUNDARY_NONE)
    kecamatan->stand_in[k] = posko_importing_add_village (self->importing, area, POSKO_BOUNDARY_NONE, name);
  return kecamatan->stand_in[k];
}

static void
give_stand_ins (Nameless *self)
{
  PoskoImporting *importing = self->importing;

  count_runs (self);
  for (guint k = 0; k < self->nameless->len; k++)
    {
      const guint i = g_array_index (self->nameless, guint, k), area = posko_importing_tps (importing, i)->area;
      const Kecamatan *kecamatan = &self->kecamatan[area];
      const guint village = stand_in (self, area, kecamatan->runs == kecamatan->most ? self->run[k] : self->turn[k]);
      posko_importing_row (importing, i)->village = village;
      posko_importing_tps (importing, i)->asumsi = 1;
      posko_importing_tell (importing, i, POSKO_IMPORT_MARKED, "kelurahan-missing", POSKO_ROLE_KELURAHAN, NULL,
                            g_array_index (importing->villages, PoskoImportVillage, village).name, _ ("the name of a kelurahan"),
                            _ ("fill in the kelurahan, or give a layer of kelurahan (--kelurahan), which tells it by the place; a made-up name stands in for it"));
    }
}

/* Notes the numbers that the kelurahan have by name. */
static void
take_named (const Nameless *self)
{
  for (guint i = 0; i < self->importing->rows->len; i++)
    if (posko_importing_is_alive (self->importing, i) && posko_importing_row (self->importing, i)->village != POSKO_BOUNDARY_NONE)
      take_number (self, posko_importing_row (self->importing, i)->village, i);
}

void
posko_importing_place_nameless (PoskoImporting *importing, const guint *located, guint *of_area)
{
  const guint n_kecamatan = posko_boundary_n (importing->params->kecamatan);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint)), nameless = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < importing->rows->len; i++)
    if (posko_importing_is_alive (importing, i) && posko_importing_row (importing, i)->village == POSKO_BOUNDARY_NONE)
      g_array_append_val (all, i);
  if (all->len == 0)
    return;
  g_autofree guint *run = g_new (guint, all->len), *turn = g_new (guint, all->len);
  g_autofree Kecamatan *kecamatan = g_new0 (Kecamatan, MAX (n_kecamatan, 1));
  Nameless self = { .importing = importing, .rows = rows, .nameless = nameless, .run = run, .turn = turn, .kecamatan = kecamatan };
  if (located != NULL)
    take_named (&self);
  for (guint k = 0; k < all->len; k++)
    {
      const guint i = g_array_index (all, guint, k);
      if (located == NULL || !take_place (&self, i, located[i], of_area))
        g_array_append_val (nameless, i);
    }
  give_stand_ins (&self);
  for (guint i = 0; i < n_kecamatan; i++)
    g_free (kecamatan[i].stand_in);
}
