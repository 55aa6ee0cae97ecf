/* bench-instances.h: public routing instances as they come: TSPLIB .vrp, Solomon and Cordeau .txt, VROOM .json.
 *
 * All numbers are whole and scaled as the set's convention wants it (see bench_convention_name()); what is asked of the
 * solver and what the checker holds against its answer are both read from here, and from nothing else.
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

typedef enum
{
  BENCH_ROUND,  /* EUC_2D, nearest whole: CVRP */
  BENCH_TRUNC1, /* one decimal, cut off; numbers x 10: Solomon, Homberger */
  BENCH_DOUBLE, /* double precision; numbers x 1000: Cordeau */
  BENCH_CITY,   /* whole seconds by great circle x 1.35 at 25 km/h, or a given matrix */
} BenchConvention;

typedef struct
{
  gdouble x, y; /* or longitude, latitude in radians */
} BenchPoint;

typedef struct
{
  gint64 demand, service, from, to;
  guint location;
} BenchStop;

typedef struct
{
  guint depot; /* its location */
  gint64 capacity, from, to, max_duration;
} BenchVehicle;

#define BENCH_NO_LIMIT ((gint64) 1 << 28)

typedef struct
{
  char *name;
  BenchConvention convention;
  guint n_depots;
  GArray *points;   /* (element-type BenchPoint): depots are 0 .. n_depots - 1 */
  GArray *stops;    /* (element-type BenchStop) */
  GArray *vehicles; /* (element-type BenchVehicle) */
  guint32 *matrix;  /* (nullable): given by the file */
  gint64 fresh;     /* seconds from departure, or BENCH_NO_LIMIT */
} BenchInstance;

/** Returns: (transfer full) (nullable): the instance in the file at @path */
BenchInstance *bench_instance_read (const char *path, GError **error);
void bench_instance_free (BenchInstance *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchInstance, bench_instance_free)

/** Returns: travel from one location to another in the scaled unit */
guint32 bench_instance_travel (const BenchInstance *self, guint from, guint to);

/** Returns: by what to divide a cost to have it in the convention's unit: 1, 10 or 1000; @decimals: how many to print
 */
gint64 bench_instance_scale (const BenchInstance *self, int *decimals);

G_END_DECLS
