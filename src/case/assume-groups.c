/* assume-groups.c: TPS in groups of neighbours, of about equal count.
 *
 * Method: a k-d tree (Bentley 1975, doi:10.1145/361002.361007) that halves the longer side of a group's box, until as many groups are there as were
 * asked for; ties break by code. The TPS are ordered once from west to east and once from south to north, and both orders are split in step, as
 * Brown does ("Building a balanced k-d tree in O(kn log n) time", Journal of Computer Graphics Techniques 4(1), 2015): the box of a group is known from the ends of its orders, and no level sorts again.
 * O(n log n) for the orders of a city, then O(n log parts) a tree.
 */
#include <string.h>

#include "assume-private.h"

typedef struct
{
  gdouble value;
  guint tps;
} Ranked;

static gint
compare_ranked (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Ranked *p = a, *q = b;
  if (p->value != q->value)
    return p->value < q->value ? -1 : 1;
  return p->tps < q->tps ? -1 : p->tps > q->tps;
}

/* @ranked has the values in any order. */
static guint *
rank (Ranked *ranked, guint n)
{
  guint *ranks = g_new (guint, n);
  g_qsort_with_data (ranked, (gint) n, sizeof *ranked, compare_ranked, NULL);
  for (guint i = 0; i < n; i++)
    ranks[ranked[i].tps] = i;
  return ranks;
}

void
posko_assume_rank_places (PoskoAssumeCity *city)
{
  g_autofree Ranked *ranked = g_new (Ranked, city->n_tps);
  for (guint i = 0; i < city->n_tps; i++)
    ranked[i] = (Ranked){ city->places[i].lon, i };
  city->by_lon = rank (ranked, city->n_tps);
  for (guint i = 0; i < city->n_tps; i++)
    ranked[i] = (Ranked){ city->places[i].lat, i };
  city->by_lat = rank (ranked, city->n_tps);
}

/* Fills a group's sums and middle from its members. TPS are numbered in order of code, so the lower number breaks a tie. */
static void
describe_group (const PoskoAssumeCity *city, PoskoAssumeGroup *group)
{
  PoskoLonLat mean = { 0, 0 };
  for (guint i = 0; i < group->n; i++)
    {
      const PoskoTps *tps = city->tps[group->members[i]];
      mean.lon += tps->lon / group->n;
      mean.lat += tps->lat / group->n;
      group->voters += tps->dpt_laki + tps->dpt_perempuan;
      group->petugas += tps->kpps + tps->linmas + tps->pengawas;
      group->portions += posko_assume_portions (tps);
    }
  gdouble best = G_MAXDOUBLE;
  for (guint i = 0; i < group->n; i++)
    {
      const guint at = group->members[i];
      const gdouble metres = posko_plane_distance (&city->plane, city->places[at], mean);
      if (metres < best || (metres == best && at < group->middle))
        {
          best = metres;
          group->middle = at;
        }
    }
}

typedef struct
{
  const PoskoAssumeCity *city;
  guint *members;                /* of the whole tree, filled group by group */
  guint *eastward, *northward;   /* the same in order of longitude and of latitude */
  guint *spare;
  GArray *groups;
} Tree;

/* Moves those of the @n of @order whose @rank is below @first_high before the others; keeps the order of each half. */
static void
part (const Tree *self, guint *order, guint n, const guint *rank_of, guint first_high)
{
  guint low = 0, high = 0;
  for (guint i = 0; i < n; i++)
    if (rank_of[order[i]] < first_high)
      order[low++] = order[i];
    else
      self->spare[high++] = order[i];
  memcpy (order + low, self->spare, high * sizeof *order);
}

/* The @n TPS from @start on, into @parts groups; @order: the one that their group was cut from. */
static void
split (const Tree *self, guint start, guint n, guint parts, const guint *order)
{
  const PoskoAssumeCity *city = self->city;
  guint *east = self->eastward + start, *north = self->northward + start;
  const gdouble wide = (city->places[east[n - 1]].lon - city->places[east[0]].lon) * city->plane.metres_per_lon;
  const gdouble high = (city->places[north[n - 1]].lat - city->places[north[0]].lat) * city->plane.metres_per_lat;
  if (parts <= 1)
    {
      PoskoAssumeGroup group = { .members = self->members + start, .n = n, .metres_wide = wide, .metres_high = high };
      if (order != self->members)
        memcpy (group.members, order + start, n * sizeof *order);
      describe_group (city, &group);
      g_array_append_val (self->groups, group);
      return;
    }
  const guint low_parts = parts / 2;
  const guint low = (guint) ((guint64) n * low_parts / parts);
  const gboolean by_lon = wide >= high;
  if (by_lon)
    part (self, north, n, city->by_lon, city->by_lon[east[low]]);
  else
    part (self, east, n, city->by_lat, city->by_lat[north[low]]);
  split (self, start, low, low_parts, by_lon ? self->eastward : self->northward);
  split (self, start + low, n - low, parts - low_parts, by_lon ? self->eastward : self->northward);
}

static gint
compare_ranks (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint *rank_of = user_data;
  const guint p = rank_of[*(const guint *) a], q = rank_of[*(const guint *) b];
  return p < q ? -1 : p > q;
}

/* Returns: (transfer full): @members in order of @rank_of */
static guint *
order_members (const PoskoAssumeCity *city, const guint *members, guint n, guint *rank_of)
{
  guint *order = g_memdup2 (members, n * sizeof *members);
  if (n < city->n_tps)
    g_qsort_with_data (order, (gint) n, sizeof *order, compare_ranks, rank_of);
  else
    for (guint i = 0; i < n; i++)
      order[rank_of[i]] = i;
  return order;
}

static GArray *
make_groups (const PoskoAssumeCity *city, guint *members, guint n, gint64 parts)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (PoskoAssumeGroup));
  if (n == 0)
    return groups;
  g_autofree guint *eastward = order_members (city, members, n, city->by_lon);
  g_autofree guint *northward = order_members (city, members, n, city->by_lat);
  g_autofree guint *spare = g_new (guint, n);
  const Tree tree = { city, members, eastward, northward, spare, groups };
  split (&tree, 0, n, (guint) CLAMP (parts, 1, (gint64) n), members);
  return groups;
}

GArray *
posko_assume_split_area (const PoskoAssumeCity *city, guint area, gint64 parts)
{
  return make_groups (city, city->members + city->first[area], city->first[area + 1] - city->first[area], parts);
}

GArray *
posko_assume_split_city (const PoskoAssumeCity *city, gint64 parts)
{
  return make_groups (city, city->everyone, city->n_tps, parts);
}
