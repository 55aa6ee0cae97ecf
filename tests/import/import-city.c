/* import-city.c: see import-city.h. */
#include "import-city.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const char *code, *name;
  gdouble west, south, east, north;
} Square;

static const Square kecamatan[] = { { "19.71.01", "Bukit Intan", 106.10, -2.20, 106.15, -2.10 }, { "19.71.02", "Taman Sari", 106.15, -2.20, 106.20, -2.10 } };
static const Square kelurahan[] = {
  { "19.71.01.1001", "Air Itam", 106.10, -2.15, 106.15, -2.10 },
  { "19.71.01.1002", "Bacang", 106.10, -2.20, 106.15, -2.15 },
  { "19.71.02.1001", "Kejaksaan", 106.15, -2.15, 106.20, -2.10 },
  { "19.71.02.1002", "Opas Indah", 106.15, -2.20, 106.20, -2.15 },
};

static PoskoBoundary *
make (const Square *squares, guint n)
{
  g_autoptr (GString) text = g_string_new ("{\"type\":\"FeatureCollection\",\"features\":[");

  for (guint i = 0; i < n; i++)
    {
      const Square *s = &squares[i];
      g_string_append_printf (text,
                              "%s{\"type\":\"Feature\",\"properties\":{\"kode\":\"%s\",\"nama\":\"%s\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                              "[[[%.2f,%.2f],[%.2f,%.2f],[%.2f,%.2f],[%.2f,%.2f],[%.2f,%.2f]]]}}",
                              i > 0 ? "," : "", s->code, s->name, s->west, s->south, s->east, s->south, s->east, s->north, s->west, s->north, s->west, s->south);
    }
  g_string_append (text, "]}");
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  PoskoBoundary *layer = posko_boundary_read (bytes, TRUE, NULL, NULL, NULL);
  g_assert_nonnull (layer);
  return layer;
}

PoskoBoundary *
import_city_kecamatan (void)
{
  return make (kecamatan, G_N_ELEMENTS (kecamatan));
}

PoskoBoundary *
import_city_kelurahan (void)
{
  return make (kelurahan, G_N_ELEMENTS (kelurahan));
}

void
import_city_run (const char *name, const char *text, gsize length, gboolean with_kelurahan, const PoskoTpsImportParams *base, PoskoImportLog *log,
                 PoskoTpsImport *result, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("posko-import-XXXXXX", NULL), *path = g_build_filename (folder, name, NULL);
  g_autoptr (PoskoBoundary) areas = import_city_kecamatan (), villages = with_kelurahan ? import_city_kelurahan () : NULL;
  PoskoTpsImportParams params = *base;

  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
  params.tps = path;
  params.kecamatan = areas;
  params.kelurahan = villages;
  posko_tps_import (&params, log, result, NULL, error);
  g_remove (path);
  g_rmdir (folder);
}
