/* boundary-import.c: the kecamatan and kelurahan of a city out of an office's boundary files; see boundary-import.h.
 *
 * Read as found (posko_boundary_read_file(), or GDAL and then the same), sorted into levels (boundary-levels.h), dissolved. What the reader
 * tells becomes kinds of the import log. O(vertices log vertices).
 */
#include "boundary-import.h"

#include <string.h>

#include "boundary-levels.h"
#include "gdal-read.h"
#include "i18n.h"
#include "workbook.h"

#define LEAST_MISFIT 0.1            /* hectares */
#define MAX_AREAS_FOR_OVERLAPS 1000u /* a province; a country would take many seconds */
#define MAX_AREAS_FOR_GAPS 300u

typedef struct
{
  const PoskoBoundaryImportParams *params;
  PoskoImportLog *log;
  GCancellable *cancellable;
  char *file;    /* base name of the one being read */
  char *problem; /* (nullable): the first fault that is an error */
} Import;

static void
tell (const Import *self, PoskoImportAction action, const char *code, const char *found, const char *became, const char *remedy)
{
  const PoskoImportEvent event = { .action = action, .code = code, .file = self->file, .found = found, .became = became, .remedy = remedy };
  posko_import_log_add (self->log, &event);
}

/* What a fault of the reader is called here, and what became of the feature when the fault is no error. */
static const struct
{
  const char *fault, *code;
  PoskoImportAction action;
} kinds[] = {
  { "geojson-mark", "boundary-mark", POSKO_IMPORT_NOTE },
  { "geojson-crs", "boundary-crs", POSKO_IMPORT_REPAIRED },
  { "geojson-datum", "boundary-datum", POSKO_IMPORT_NOTE },
  { "geojson-swapped", "boundary-swapped", POSKO_IMPORT_REPAIRED },
  { "geojson-ring-open", "boundary-ring-open", POSKO_IMPORT_REPAIRED },
  { "geojson-ring-short", "boundary-ring-short", POSKO_IMPORT_LEFT_OUT },
  { "geojson-invalid", "boundary-invalid-mended", POSKO_IMPORT_REPAIRED },
  { "geojson-no-area", "boundary-no-area", POSKO_IMPORT_LEFT_OUT },
};

/* What the log may keep of a fault: the file's own text, never a translated one. Returns: (transfer full) (nullable) */
static char *
found_in_file (const PoskoBoundaryFault *fault)
{
  static const char *const own_text[] = { "geojson-crs", "geojson-datum", "geojson-syntax", "geojson-invalid" };
  g_autofree char *number = fault->feature != POSKO_BOUNDARY_NONE ? g_strdup_printf ("#%u", fault->feature + 1) : NULL;
  const char *name = fault->name != NULL ? fault->name : number;

  for (guint i = 0; i < G_N_ELEMENTS (own_text); i++)
    if (strcmp (fault->code, own_text[i]) == 0)
      return name != NULL ? g_strdup_printf ("%s: %s", name, fault->found) : g_strdup (fault->found);
  return g_strdup (name);
}

static void
on_fault (const PoskoBoundaryFault *fault, gpointer user_data)
{
  Import *self = user_data;
  g_autofree char *found = found_in_file (fault);
  PoskoImportEvent event = { .action = fault->is_error ? POSKO_IMPORT_REFUSED : POSKO_IMPORT_NOTE,
                             .code = fault->code,
                             .file = self->file,
                             .line = fault->line,
                             .column = fault->property,
                             .found = found,
                             .expected = fault->expected,
                             .remedy = fault->remedy };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].fault, fault->code) == 0)
      {
        event.code = fault->is_error && strcmp (fault->code, "geojson-invalid") == 0 ? "boundary-invalid" : kinds[i].code;
        event.action = fault->is_error ? POSKO_IMPORT_REFUSED : kinds[i].action;
      }
  if (fault->is_error && fault->feature == POSKO_BOUNDARY_NONE)
    event.action = POSKO_IMPORT_FAULT;
  posko_import_log_add (self->log, &event);
  if (fault->is_error && self->problem == NULL)
    self->problem = g_strdup_printf ("%s%s%s (%s)", fault->name != NULL ? fault->name : "", fault->name != NULL ? ": " : "", fault->found, fault->remedy);
}

static PoskoBoundary *
read_layer (Import *self, const char *path, GError **error)
{
  const PoskoBoundaryReading reading = { .needs_area = TRUE, .as_found = TRUE, .repair = self->params->repair };
  PoskoBoundary *layer = NULL;
  PoskoFileFormat format;
  GError *failure = NULL;

  g_free (self->file);
  self->file = g_path_get_basename (path);
  g_clear_pointer (&self->problem, g_free);
  format = posko_file_format_detect (path, &failure);
  if (failure == NULL && format == POSKO_FORMAT_GEOJSON)
    {
      tell (self, POSKO_IMPORT_NOTE, "boundary-format", "GeoJSON", NULL, NULL);
      layer = posko_boundary_read_file (path, &reading, on_fault, self, self->cancellable, &failure);
    }
  else if (failure == NULL && posko_file_format_has_shapes (format))
    {
      g_autoptr (GBytes) geojson = posko_gdal_to_geojson (path, self->file, self->params->layer, self->log, self->cancellable, &failure);
      if (geojson != NULL)
        layer = posko_boundary_read_bytes (geojson, &reading, on_fault, self, self->cancellable);
    }
  else if (failure == NULL)
    g_set_error (&failure, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s is %s, which holds no boundaries that can be read: %s"), self->file,
                 posko_file_format_title (format), posko_file_format_remedy (format));
  if (layer == NULL && failure == NULL && !posko_set_error_if_cancelled (self->cancellable, error))
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, "%s: %s", self->file, self->problem != NULL ? self->problem : _ ("no usable area"));
  if (failure != NULL)
    g_propagate_error (error, failure);
  return layer;
}

/* Areas of one level out of the layer. @level is told when parts were put together. */
static PoskoBoundary *
dissolve (const Import *self, const PoskoBoundary *layer, const PoskoBoundaryLevel *level, const char *title, GError **error)
{
  PoskoBoundary *made = posko_boundary_dissolve (layer, &g_array_index (level->areas, const PoskoBoundaryArea, 0), level->areas->len, level->area_of,
                                                 self->cancellable);

  if (made == NULL)
    posko_set_error_if_cancelled (self->cancellable, error);
  else if (posko_boundary_n (made) == 0)
    {
      g_clear_pointer (&made, posko_boundary_unref);
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: no area says which kecamatan it is: give each the properties kode and nama"), self->file);
    }
  else if (level->n_parts > level->areas->len)
    {
      g_autofree char *found = g_strdup_printf ("%u", level->n_parts), *became = g_strdup_printf ("%u %s", level->areas->len, title);
      tell (self, POSKO_IMPORT_NOTE, "boundary-dissolved", found, became, NULL);
    }
  return made;
}

static void
tell_misfits (const Import *self, const PoskoBoundary *layer, const char *code, GArray *misfits, const char *remedy)
{
  for (guint i = 0; i < misfits->len; i++)
    {
      const PoskoBoundaryMisfit *misfit = &g_array_index (misfits, PoskoBoundaryMisfit, i);
      char hectares[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *became = g_strconcat (g_ascii_formatd (hectares, sizeof hectares, "%.2f", misfit->hectares), " ha", NULL);
      g_autofree char *found = misfit->a == POSKO_BOUNDARY_NONE   ? NULL
                               : misfit->b == POSKO_BOUNDARY_NONE ? g_strdup (posko_boundary_name (layer, misfit->a))
                                                                  : g_strdup_printf ("%s, %s", posko_boundary_name (layer, misfit->a),
                                                                                     posko_boundary_name (layer, misfit->b));
      tell (self, POSKO_IMPORT_MARKED, code, found, became, remedy);
    }
}

/* Says where the areas of a level share ground or leave some out. */
static void
check_fit (const Import *self, const PoskoBoundary *layer)
{
  const guint n = posko_boundary_n (layer);
  g_autoptr (GArray) overlaps = n <= MAX_AREAS_FOR_OVERLAPS ? posko_boundary_overlaps (layer, LEAST_MISFIT, self->cancellable) : NULL;
  g_autoptr (GArray) gaps = n <= MAX_AREAS_FOR_GAPS ? posko_boundary_gaps (layer, LEAST_MISFIT, self->cancellable) : NULL;
  g_autofree char *found = g_strdup_printf ("%u", n);

  if (overlaps != NULL)
    tell_misfits (self, layer, "boundary-overlap", overlaps, _ ("a place there counts to the area with the lower code; mend the border"));
  if (gaps != NULL)
    tell_misfits (self, layer, "boundary-gap", gaps, _ ("a place there is in no area; mend the border"));
  if (overlaps == NULL || gaps == NULL)
    tell (self, POSKO_IMPORT_NOTE, overlaps == NULL ? "boundary-fit-unchecked" : "boundary-gaps-unchecked", found, NULL,
          _ ("nothing: overlaps are looked for among at most 1,000 areas, gaps among 300"));
}

/* A kelurahan's kecamatan is one of the layer: by code, by name, or by where it lies. */
static void
join (const Import *self, const PoskoBoundary *layer, PoskoBoundaryLevel *level, PoskoBoundary *kecamatan)
{
  for (guint i = 0; i < posko_boundary_n (layer); i++)
    {
      PoskoBoundaryArea *area = level->area_of[i] != POSKO_BOUNDARY_NONE ? &g_array_index (level->areas, PoskoBoundaryArea, level->area_of[i]) : NULL;
      guint found = area != NULL && area->kecamatan_kode != NULL ? posko_boundary_find (kecamatan, area->kecamatan_kode) : POSKO_BOUNDARY_NONE;
      if (area == NULL)
        continue;
      if (found == POSKO_BOUNDARY_NONE && area->kecamatan != NULL)
        found = posko_boundary_find (kecamatan, area->kecamatan);
      if (found == POSKO_BOUNDARY_NONE)
        {
          const PoskoLonLat inner = posko_boundary_inner_point (layer, i);
          posko_boundary_locate (kecamatan, &inner, 1, &found, 1, NULL, NULL);
          tell (self, POSKO_IMPORT_MARKED, "boundary-kecamatan-by-place", area->name,
                found != POSKO_BOUNDARY_NONE ? posko_boundary_name (kecamatan, found) : NULL, _ ("give the kelurahan the code of its kecamatan"));
        }
      if (found == POSKO_BOUNDARY_NONE)
        continue;
      area->kecamatan_kode = posko_boundary_code (kecamatan, found);
      area->kecamatan = posko_boundary_name (kecamatan, found);
    }
}

static gboolean
import_kelurahan (Import *self, PoskoBoundary *layer, PoskoBoundaryLevel *level, PoskoBoundary *kecamatan, PoskoBoundary **kelurahan, GError **error)
{
  if (level->areas->len == 0)
    {
      tell (self, POSKO_IMPORT_REFUSED, "boundary-level", "kecamatan", NULL, _ ("give a layer of kelurahan, or none"));
      return TRUE;
    }
  join (self, layer, level, kecamatan);
  *kelurahan = dissolve (self, layer, level, "kelurahan", error);
  if (*kelurahan != NULL)
    check_fit (self, *kelurahan);
  return *kelurahan != NULL;
}

/* The file of kecamatan, or of what they are made of. */
static gboolean
import_first (Import *self, PoskoBoundary **kecamatan, PoskoBoundary **kelurahan, GError **error)
{
  g_autoptr (PoskoBoundary) layer = read_layer (self, self->params->boundaries, error);
  PoskoBoundaryLevel upper = { 0 }, lower = { 0 };
  gboolean done;

  if (layer == NULL)
    return FALSE;
  posko_boundary_levels_find (layer, self->file, self->log, &upper, &lower);
  *kecamatan = dissolve (self, layer, &upper, "kecamatan", error);
  done = *kecamatan != NULL;
  if (done)
    check_fit (self, *kecamatan);
  if (done && self->params->kelurahan == NULL && lower.areas->len > 0)
    done = import_kelurahan (self, layer, &lower, *kecamatan, kelurahan, error);
  posko_boundary_level_clear (&upper);
  posko_boundary_level_clear (&lower);
  return done;
}

static gboolean
import_second (Import *self, PoskoBoundary *kecamatan, PoskoBoundary **kelurahan, GError **error)
{
  g_autoptr (PoskoBoundary) layer = read_layer (self, self->params->kelurahan, error);
  PoskoBoundaryLevel upper = { 0 }, lower = { 0 };
  gboolean done;

  if (layer == NULL)
    return FALSE;
  posko_boundary_levels_find (layer, self->file, self->log, &upper, &lower);
  done = import_kelurahan (self, layer, &lower, kecamatan, kelurahan, error);
  posko_boundary_level_clear (&upper);
  posko_boundary_level_clear (&lower);
  return done;
}

gboolean
posko_boundary_import (const PoskoBoundaryImportParams *params, PoskoImportLog *log, PoskoBoundary **kecamatan, PoskoBoundary **kelurahan,
                       GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (params != NULL && params->boundaries != NULL && log != NULL && kecamatan != NULL && kelurahan != NULL, FALSE);

  Import self = { .params = params, .log = log, .cancellable = cancellable };
  gboolean done;

  *kecamatan = *kelurahan = NULL;
  done = import_first (&self, kecamatan, kelurahan, error) &&
         (params->kelurahan == NULL || import_second (&self, *kecamatan, kelurahan, error));
  g_free (self.file);
  g_free (self.problem);
  if (!done)
    {
      g_clear_pointer (kecamatan, posko_boundary_unref);
      g_clear_pointer (kelurahan, posko_boundary_unref);
    }
  return done;
}
