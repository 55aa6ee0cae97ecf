/* needs.c: how many teams, and so how many people, each post needs in each shift: section 4 of docs/model.md.
 *
 * Teams are sized for a bad day by Erlang's loss formula (A. K. Erlang, "Solution of some problems in the theory of probabilities of
 * significance in automatic telephone exchanges", 1917): few enough calls may find every team of their post busy.
 */
#include "plan-private.h"
#include <math.h>

gdouble
posko_erlang_b (gdouble load, gint64 servers)
{
  gdouble blocked = 1;
  for (gint64 c = 1; c <= servers; c++)
    blocked = load * blocked / ((gdouble) c + load * blocked);
  return blocked;
}

/* Least number of teams, at most @most, whose loss is within @target. */
static gint64
teams_for_load (gdouble load, gdouble target, gint64 most)
{
  gint64 teams = 1;
  while (teams < most && posko_erlang_b (load, teams) > target)
    teams++;
  return teams;
}

typedef struct
{
  PoskoPlan *plan;
  const PoskoCase *source;
  const PoskoPolicy *policy;
  const PoskoDemand *demand;
} Needs;

static gint64
shift_teams (const Needs *self, const PoskoPlanPost *post, const PoskoFaskes *site, const PoskoShift *shift)
{
  const PoskoPolicy *policy = self->policy;
  const gboolean recap = shift->place == POSKO_PLACE_KECAMATAN;
  const gdouble share = posko_demand_share (self->source, shift->place, shift->start, shift->end);
  const gdouble cases = (gdouble) (recap ? self->demand->recap_weight[site->area] : post->bobot) / 1e6;
  const gdouble load = policy->faktor_hari_buruk * share * cases * policy->menit_tangani / (gdouble) (shift->end - shift->start);
  const gint64 most = MAX (1, site->tim_maks);
  const gint64 by_load = teams_for_load (load, policy->peluang_blok_maks, most);
  const gint64 by_count = recap ? 1 : (post->jumlah_tps + policy->tps_per_tim - 1) / policy->tps_per_tim;
  return MIN (most, MAX (1, MAX (by_load, by_count)));
}

static void
write_needs (const Needs *self, const PoskoPlanPost *post, const PoskoShift *shift, gint64 teams)
{
  for (guint q = 0; q < POSKO_N_PROFESI; q++)
    {
      const gint64 people = self->policy->tim_pertama[q] + (teams - 1) * self->policy->tim_tambahan[q];
      if (people <= 0)
        continue;
      posko_plan_add (self->plan, POSKO_PLAN_NEEDS,
                      &(PoskoPlanNeed) { .kode_kecamatan = post->kode_kecamatan,
                                         .kecamatan = post->kecamatan,
                                         .kode_pos = post->kode_pos,
                                         .hari = posko_day_name (shift->day),
                                         .shift = shift->kode,
                                         .mulai = shift->start - 1440 * shift->day,
                                         .selesai = shift->end - 1440 * shift->day,
                                         .profesi = posko_profesi_name (q),
                                         .tim = teams,
                                         .butuh = people });
    }
}

gboolean
posko_plan_make_needs (PoskoPlan *plan, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error)
{
  const PoskoCase *source = posko_plan_case (plan);
  const Needs needs = { plan, source, posko_case_policy (source), demand };
  guint n_faskes;
  const PoskoFaskes *faskes = posko_case_faskes (source, &n_faskes);
  PoskoTable *posts = posko_plan_table (plan, POSKO_PLAN_POSTS);
  for (guint p = 0; p < posko_table_n (posts); p++)
    {
      PoskoPlanPost *post = posko_table_row_mutable (posts, p);
      const PoskoFaskes *site = posko_find_by_code (faskes, n_faskes, sizeof *faskes, post->kode_pos);
      for (guint s = 0; s < needs.policy->n_shifts; s++)
        {
          const PoskoShift *shift = &needs.policy->shifts[s];
          if (shift->place == POSKO_PLACE_KECAMATAN && !post->rekap)
            continue;
          const gint64 teams = shift_teams (&needs, post, site, shift);
          post->tim = MAX (post->tim, teams);
          write_needs (&needs, post, shift, teams);
        }
    }
  return TRUE;
}
