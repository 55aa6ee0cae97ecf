/* case.c: loads a case and hands it out; see case.h.
 *
 * The order: files by datapackage.json, policy, layers, tables (the layers say where the city lies), codes that a spreadsheet has spoilt, a scenario over them, each row into
 * its kecamatan, tables against each other, the hash. Every step goes on after faults as far as it makes sense, so that one run tells them all.
 */
#include "case.h"

#include <string.h>

#include "case-private.h"
#include "i18n.h"
#include "scenario.h"

static void
clear (gpointer user_data)
{
  PoskoCase *self = user_data;

  for (guint i = 0; i < POSKO_N_TABLES; i++)
    g_clear_pointer (&self->tables[i], posko_table_free);
  for (guint i = 0; i < POSKO_N_LAYERS; i++)
    g_clear_pointer (&self->layers[i], posko_boundary_unref);
  g_clear_pointer (&self->policy, posko_policy_document_free);
  g_clear_pointer (&self->travel, posko_travel_unref);
}

PoskoCase *
posko_case_new_empty (void)
{
  return g_atomic_rc_box_new0 (PoskoCase);
}

PoskoCase *
posko_case_ref (PoskoCase *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
posko_case_unref (PoskoCase *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

void
posko_loading_clear (PoskoLoading *self)
{
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    g_free (self->table_files[i]);
  for (guint i = 0; i < POSKO_N_LAYERS; i++)
    g_free (self->layer_files[i]);
  g_free (self->policy_file);
  g_free (self->policy_text);
  g_clear_pointer (&self->doubted, g_hash_table_unref);
  if (self->policy_root != NULL)
    json_node_unref (self->policy_root);
}

/* The folder must at least be there to be looked at. */
gboolean
posko_loading_check_folder (const char *folder, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local);

  if (dir != NULL)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: no case folder that can be read (%s)"), folder, local->message);
  return FALSE;
}

/* The plane touches the earth in the middle of the kecamatan layer's corners. */
static void
lay_plane (PoskoCase *self)
{
  PoskoLonLat south_west = { 0, 0 }, north_east = { 0, 0 };

  if (self->layers[POSKO_LAYER_KECAMATAN] != NULL && posko_boundary_n (self->layers[POSKO_LAYER_KECAMATAN]) > 0)
    posko_boundary_bounds (self->layers[POSKO_LAYER_KECAMATAN], &south_west, &north_east);
  posko_plane_init (&self->plane, (PoskoLonLat) { (south_west.lon + north_east.lon) / 2, (south_west.lat + north_east.lat) / 2 });
}

static void
lay_scenario (PoskoLoading *loading, const char *path)
{
  PoskoCase *self = loading->self;
  PoskoScenarioTarget target = { .tables = self->tables,
                                 .n_tables = POSKO_N_TABLES,
                                 .kecamatan = self->layers[POSKO_LAYER_KECAMATAN],
                                 .plane = &self->plane,
                                 .policy_root = &loading->policy_root,
                                 .policy = &self->policy };
  g_autofree char *name = g_path_get_basename (path);

  loading->changed = TRUE;
  posko_scenario_apply (path, name, &target, loading->diagnostics);
}

static gboolean
load (PoskoLoading *self, const char *scenario, GError **error)
{
  posko_loading_find_files (self);
  posko_loading_read_policy (self);
  posko_loading_read_layers (self);
  posko_loading_read_tables (self);
  if (posko_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  posko_loading_restore_codes (self);
  lay_plane (self->self);
  if (scenario != NULL)
    lay_scenario (self, scenario);
  if (!posko_loading_place (self, error))
    return FALSE;
  posko_loading_check (self);
  return !posko_set_error_if_cancelled (self->cancellable, error);
}

PoskoCase *
posko_case_load (const char *folder, const char *scenario, guint n_threads, PoskoDiagnostics *diagnostics, const PoskoProgress *progress,
                 GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (folder != NULL && diagnostics != NULL, NULL);

  g_autoptr (PoskoCase) self = NULL;
  const guint errors_before = posko_diagnostics_count (diagnostics, POSKO_SEVERITY_ERROR);
  gboolean loaded;

  if (!posko_loading_check_folder (folder, error))
    return NULL;
  self = posko_case_new_empty ();
  PoskoLoading loading = { .self = self,
                           .folder = folder,
                           .diagnostics = diagnostics,
                           .n_threads = n_threads,
                           .progress = progress,
                           .cancellable = cancellable };
  loaded = load (&loading, scenario, error);
  posko_loading_clear (&loading);
  if (!loaded || posko_diagnostics_count (diagnostics, POSKO_SEVERITY_ERROR) > errors_before)
    return NULL;
  self->travel = posko_travel_new_straight (self->plane.origin, posko_case_policy (self)->faktor_jalan);
  posko_case_fill_hash (self);
  return g_steal_pointer (&self);
}

const char *
posko_case_hash (const PoskoCase *self)
{
  return self->hash;
}

const PoskoPolicyValue *
posko_case_policy_values (const PoskoCase *self, guint *n)
{
  return posko_policy_document_values (self->policy, n);
}

const PoskoPolicy *
posko_case_policy (const PoskoCase *self)
{
  return posko_policy_document_get (self->policy);
}

const PoskoBoundary *
posko_case_kecamatan (const PoskoCase *self)
{
  return self->layers[POSKO_LAYER_KECAMATAN];
}

const PoskoBoundary *
posko_case_kelurahan (const PoskoCase *self)
{
  return self->layers[POSKO_LAYER_KELURAHAN];
}

const PoskoTravel *
posko_case_travel (const PoskoCase *self)
{
  return self->travel;
}

const PoskoPlane *
posko_case_plane (const PoskoCase *self)
{
  return &self->plane;
}

static gconstpointer
rows_of (const PoskoCase *self, PoskoTableId id, guint *n)
{
  const guint rows = posko_table_n (self->tables[id]);
  if (n != NULL)
    *n = rows;
  return rows > 0 ? posko_table_row (self->tables[id], 0) : NULL;
}

const PoskoTps *
posko_case_tps (const PoskoCase *self, guint *n)
{
  return rows_of (self, POSKO_TABLE_TPS, n);
}

const PoskoFaskes *
posko_case_faskes (const PoskoCase *self, guint *n)
{
  return rows_of (self, POSKO_TABLE_FASKES, n);
}

const PoskoNakes *
posko_case_nakes (const PoskoCase *self, guint *n)
{
  return rows_of (self, POSKO_TABLE_NAKES, n);
}

const PoskoAmbulans *
posko_case_ambulans (const PoskoCase *self, guint *n)
{
  return rows_of (self, POSKO_TABLE_AMBULANS, n);
}

const PoskoDapur *
posko_case_dapur (const PoskoCase *self, guint *n)
{
  return rows_of (self, POSKO_TABLE_DAPUR, n);
}

const PoskoKendaraan *
posko_case_kendaraan (const PoskoCase *self, guint *n)
{
  return rows_of (self, POSKO_TABLE_KENDARAAN, n);
}

const PoskoGelombang *
posko_case_gelombang (const PoskoCase *self, guint *n)
{
  return rows_of (self, POSKO_TABLE_GELOMBANG, n);
}

const PoskoBaliho *
posko_case_baliho (const PoskoCase *self, guint *n)
{
  return rows_of (self, POSKO_TABLE_BALIHO, n);
}

gboolean
posko_case_is_assumed (const PoskoCase *self, const char *table)
{
  for (guint t = 0; t < POSKO_N_TABLES; t++)
    {
      const PoskoTable *rows = self->tables[t];
      const PoskoColumn *column = (const PoskoColumn *) posko_table_schema_find (rows->schema, "asumsi");
      if (strcmp (rows->type->name, table) != 0)
        continue;
      for (guint i = 0; i < posko_table_n (rows); i++)
        if (posko_table_cell (rows, i, column).integer == 1)
          return TRUE;
    }
  return FALSE;
}
