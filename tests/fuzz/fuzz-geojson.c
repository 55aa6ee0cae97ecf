/* fuzz-geojson.c: any bytes into the layer reader, as a case's and as an office's file, and what it takes is placed, measured, put
 * together, written and read again. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "boundary.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_fault (const PoskoBoundaryFault *fault, gpointer user_data)
{
  if (fault->code == NULL || fault->found == NULL || fault->remedy == NULL)
    abort ();
}

static void
use (const PoskoBoundary *boundary)
{
  const PoskoLonLat points[] = { { 106.1, -2.1 }, { 0, 0 }, { 180, 90 } };
  guint areas[G_N_ELEMENTS (points)];
  PoskoPlane plane;

  posko_plane_init (&plane, points[0]);
  if (!posko_boundary_locate (boundary, points, G_N_ELEMENTS (points), areas, 1, NULL, NULL))
    abort ();
  for (guint i = 0; i < posko_boundary_n (boundary); i++)
    {
      const PoskoLonLat inner = posko_boundary_inner_point (boundary, i);
      if (!isfinite (inner.lon) || !isfinite (inner.lat) || isnan (posko_boundary_distance (boundary, i, &plane, points[0])) ||
          isnan (posko_boundary_area_km2 (boundary, i)))
        abort ();
      posko_boundary_find (boundary, posko_boundary_name (boundary, i));
    }
}

/* As an office's file: every feature a part of one area, and how the areas fit. */
static void
use_as_found (GBytes *bytes, gboolean repair)
{
  const PoskoBoundaryReading reading = { .needs_area = TRUE, .as_found = TRUE, .repair = repair };
  const PoskoBoundaryArea area = { "1", "A", "K", "B", NULL };
  g_autoptr (PoskoBoundary) found = posko_boundary_read_bytes (bytes, &reading, check_fault, NULL, NULL), whole = NULL;
  g_autofree guint *area_of = NULL;

  if (found == NULL)
    return;
  use (found);
  area_of = g_new0 (guint, posko_boundary_n (found) + 1);
  whole = posko_boundary_dissolve (found, &area, 1, area_of, NULL);
  if (whole == NULL)
    abort ();
  use (whole);
  g_array_unref (posko_boundary_overlaps (found, 0, NULL));
  g_array_unref (posko_boundary_gaps (found, 0, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  use_as_found (bytes, FALSE);
  use_as_found (bytes, TRUE);

  for (gboolean needs_area = FALSE; needs_area <= TRUE; needs_area++)
    {
      g_autoptr (PoskoBoundary) boundary = posko_boundary_read (bytes, needs_area, check_fault, NULL, NULL);
      if (boundary == NULL)
        continue;
      use (boundary);
      g_autoptr (GBytes) written = g_string_free_to_bytes (posko_boundary_to_geojson (boundary, "x"));
      g_autoptr (PoskoBoundary) again = posko_boundary_read (written, FALSE, check_fault, NULL, NULL);
      if (again != NULL)
        use (again);
    }
  return 0;
}
