/* who-late.c: which TPS are beyond the response limit of their first post, why, and what would mend it most cheaply.
 *
 * Section 13 of docs/model.md. Times are worked out from the case, not read from the plan: so a plan that was published can be held against
 * a flood. Each repair is computed: what it brings this TPS to, and how many other late TPS it mends. O(late TPS · places · TPS).
 */
#include "who-private.h"
#include <math.h>
#include <string.h>

typedef struct
{
  PoskoWhoLateness *work;
  const PoskoTps *tps;
  const PoskoFaskes *faskes;
  guint n_tps, n_faskes;
  gint64 limit;     /* seconds */
  gboolean *open;   /* per faskes: a post of the plan that may be one by the case */
  gint64 *load;     /* per faskes: TPS that have it as first post */
  gssize *first;    /* per TPS: faskes, -1 = none */
  const char **lost; /* per TPS: (nullable): the first post of the plan that is none by the case */
  gint64 *seconds;  /* TPS × faskes: response */
  GArray *late;     /* guint: TPS */
} Posts;

static void
posts_clear (Posts *self)
{
  g_free (self->open);
  g_free (self->load);
  g_free (self->first);
  g_free (self->lost);
  g_free (self->seconds);
  g_clear_pointer (&self->late, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Posts, posts_clear)

static gint64
response (const Posts *self, guint tps, guint faskes)
{
  return self->seconds[(gsize) tps * self->n_faskes + faskes];
}

static gint64
room_of (const Posts *self, guint faskes)
{
  return self->faskes[faskes].tim_maks * self->work->policy->tps_per_tim - self->load[faskes];
}

static gssize
faskes_index (const Posts *self, const char *code)
{
  const PoskoFaskes *found = posko_find_by_code (self->faskes, self->n_faskes, sizeof *found, code);
  return found != NULL ? found - self->faskes : -1;
}

static void
read_posts (Posts *self)
{
  const PoskoTable *posts = posko_plan_table (self->work->plan, POSKO_PLAN_POSTS), *rows = posko_plan_table (self->work->plan, POSKO_PLAN_TPS);
  for (guint j = 0; j < posko_table_n (posts); j++)
    {
      const gssize f = faskes_index (self, ((const PoskoPlanPost *) posko_table_row (posts, j))->kode_pos);
      if (f >= 0 && self->faskes[f].boleh_pos == 1)
        self->open[f] = TRUE;
    }
  for (guint i = 0; i < self->n_tps; i++)
    self->first[i] = -1;
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanTps *row = posko_table_row (rows, r);
      const PoskoTps *tps = posko_find_by_code (self->tps, self->n_tps, sizeof *tps, row->kode_tps);
      const gssize f = faskes_index (self, row->pos_utama);
      if (tps == NULL)
        self->work->answer->n_unknown++;
      else if (f >= 0 && self->open[f])
        self->first[tps - self->tps] = f;
      else if (*row->pos_utama != '\0')
        self->lost[tps - self->tps] = row->pos_utama;
    }
}

static void
posts_init (Posts *self, PoskoWhoLateness *work, gint64 limit_minutes)
{
  *self = (Posts) { .work = work, .limit = 60 * limit_minutes };
  self->tps = posko_case_tps (work->source, &self->n_tps);
  self->faskes = posko_case_faskes (work->source, &self->n_faskes);
  self->open = g_new0 (gboolean, (gsize) self->n_faskes + 1);
  self->load = g_new0 (gint64, (gsize) self->n_faskes + 1);
  self->first = g_new (gssize, (gsize) self->n_tps + 1);
  self->lost = g_new0 (const char *, (gsize) self->n_tps + 1);
  self->seconds = g_new (gint64, (gsize) self->n_tps * self->n_faskes + 1);
  self->late = g_array_new (FALSE, FALSE, sizeof (guint));
  read_posts (self);
  for (guint i = 0; i < self->n_tps; i++)
    {
      for (guint f = 0; f < self->n_faskes; f++)
        self->seconds[(gsize) i * self->n_faskes + f] = posko_response_seconds (work->source, self->faskes[f].place, &self->tps[i]);
      if (self->first[i] >= 0)
        self->load[self->first[i]]++;
      if (self->first[i] < 0 || response (self, i, (guint) self->first[i]) > self->limit)
        g_array_append_val (self->late, i);
    }
}

/* ---- repairs ---- */

typedef enum
{
  MOVE,    /* another open post within the limit has room */
  TEAM,    /* … or would have with one more team */
  OPEN,    /* a place that may be a post is closed */
  PERMIT,  /* a place is near enough, but may not be a post */
  BUILD,   /* no place is near enough */
  ACCESS,  /* nor would one next door be */
} RepairKind;

static const char *const REPAIR_CODES[] = { "pindah-pos", "tim", "buka", "izinkan", "tempat-baru", "akses" };

typedef struct
{
  RepairKind kind;
  gssize place;   /* faskes, -1 = none */
  gint64 others;  /* late TPS that it mends too */
} Repair;

static RepairKind
kind_of (const Posts *self, guint faskes)
{
  if (self->open[faskes])
    return room_of (self, faskes) > 0 ? MOVE : TEAM;
  return self->faskes[faskes].boleh_pos == 1 ? OPEN : PERMIT;
}

/* Late TPS other than @tps that @faskes would answer in time, as far as it has room. */
static gint64
others_mended (const Posts *self, guint tps, guint faskes, RepairKind kind)
{
  const gint64 team = self->work->policy->tps_per_tim;
  const gint64 room = kind == MOVE ? room_of (self, faskes) : kind == TEAM ? team + MIN (0, room_of (self, faskes)) : self->faskes[faskes].tim_maks * team;
  gint64 n = 0;
  for (guint k = 0; k < self->late->len; k++)
    {
      const guint other = g_array_index (self->late, guint, k);
      n += other != tps && response (self, other, faskes) <= self->limit ? 1 : 0;
    }
  return MAX (0, MIN (n, room - 1));
}

static gboolean
is_better (const Posts *self, guint tps, const Repair *a, const Repair *b)
{
  if (b->place < 0 || a->kind != b->kind)
    return b->place < 0 || a->kind < b->kind;
  const gint64 cost_a = a->kind == OPEN || a->kind == PERMIT ? self->faskes[a->place].biaya : 0;
  const gint64 cost_b = b->kind == OPEN || b->kind == PERMIT ? self->faskes[b->place].biaya : 0;
  if (cost_a != cost_b)
    return cost_a < cost_b;
  return a->others != b->others ? a->others > b->others
                                : response (self, tps, (guint) a->place) < response (self, tps, (guint) b->place);
}

static Repair
cheapest (const Posts *self, guint tps)
{
  const gint64 next_door = 60 * self->work->policy->tunda_menit + posko_access_seconds (self->work->source, &self->tps[tps]);
  Repair best = { next_door <= self->limit ? BUILD : ACCESS, -1, 0 };
  for (guint f = 0; f < self->n_faskes; f++)
    {
      if (response (self, tps, f) > self->limit)
        continue;
      Repair repair = { kind_of (self, f), f, 0 };
      repair.others = others_mended (self, tps, f, repair.kind);
      if (is_better (self, tps, &repair, &best))
        best = repair;
    }
  return best;
}

/* What else must change so that one more post may open: the number of posts, the budget. */
static char *
limits_text (const Posts *self, guint faskes)
{
  const PoskoPolicy *policy = self->work->policy;
  gint64 cost = self->faskes[faskes].biaya;
  guint n_open = 0;
  for (guint f = 0; f < self->n_faskes; f++)
    if (self->open[f])
      {
        n_open++;
        cost += self->faskes[f].biaya;
      }
  GString *text = g_string_new (NULL);
  if (n_open + 1 > posko_posts_allowed (self->work->source, POSKO_MISSING))
    g_string_append_printf (text, "pos.jumlah_maks %u", n_open + 1);
  if (policy->anggaran_pos > 0 && cost > policy->anggaran_pos)
    g_string_append_printf (text, "%spos.anggaran_pos %" G_GINT64_FORMAT, text->len > 0 ? ", " : "", cost);
  return g_string_free (text, FALSE);
}

static char *
open_text (const Posts *self, guint tps, const Repair *repair)
{
  const PoskoWho *answer = self->work->answer;
  const PoskoFaskes *place = &self->faskes[repair->place];
  g_autofree char *minutes = posko_who_minutes (answer, (gdouble) response (self, tps, (guint) repair->place) / 60);
  g_autofree char *limits = limits_text (self, (guint) repair->place);
  g_autofree char *with = *limits != '\0' ? g_strdup_printf (posko_who_text (answer, " (with %s)", " (dengan %s)"), limits) : g_strdup ("");
  if (repair->kind == PERMIT)
    return g_strdup_printf (posko_who_text (answer, "Let %s (%s) host a post (boleh_pos) and open it%s: %s minutes.",
                                            "Izinkan %s (%s) menjadi pos (boleh_pos) dan buka%s: %s menit."),
                            place->nama, place->kode, with, minutes);
  return g_strdup_printf (posko_who_text (answer, "Open %s (%s)%s: %s minutes.", "Buka %s (%s)%s: %s menit."), place->nama, place->kode, with,
                          minutes);
}

static char *
repair_text (const Posts *self, guint tps, const Repair *repair)
{
  const PoskoWho *answer = self->work->answer;
  const PoskoPolicy *policy = self->work->policy;
  const PoskoFaskes *place = repair->place >= 0 ? &self->faskes[repair->place] : NULL;
  g_autofree char *minutes = place != NULL ? posko_who_minutes (answer, (gdouble) response (self, tps, (guint) repair->place) / 60) : NULL;
  const gint64 next_door = 60 * policy->tunda_menit + posko_access_seconds (self->work->source, &self->tps[tps]);
  switch (repair->kind)
    {
    case MOVE:
      return g_strdup_printf (posko_who_text (answer, "Give it to %s (%s), which has room: %s minutes.", "Serahkan ke %s (%s) yang masih sanggup: %s menit."),
                              place->nama, place->kode, minutes);
    case TEAM:
      return g_strdup_printf (posko_who_text (answer, "One more team at %s (%s, tim_maks + 1): %s minutes.",
                                              "Satu tim lagi di %s (%s, tim_maks + 1): %s menit."),
                              place->nama, place->kode, minutes);
    case OPEN:
    case PERMIT:
      return open_text (self, tps, repair);
    case BUILD:
      return g_strdup_printf (posko_who_text (answer, "A new place for a post, at most %" G_GINT64_FORMAT " m from here by road (faskes.csv, boleh_pos).",
                                              "Tempat pos baru paling jauh %" G_GINT64_FORMAT " m dari sini lewat jalan (faskes.csv, boleh_pos)."),
                              (gint64) floor ((gdouble) (self->limit - next_door) * policy->kecepatan_ambulans_kmh / 3.6));
    default:
      return g_strdup_printf (posko_who_text (answer, "Better access, or a team that stands at the TPS itself: even from next door it takes %" G_GINT64_FORMAT " minutes.",
                                              "Perbaiki akses, atau tempatkan tim di TPS itu sendiri: dari sebelah pun perlu %" G_GINT64_FORMAT " menit."),
                              next_door / 60);
    }
}

/* ---- the reason ---- */

/* Returns: the open post with the least response, or -1 */
static gssize
nearest_open (const Posts *self, guint tps)
{
  gssize best = -1;
  for (guint f = 0; f < self->n_faskes; f++)
    if (self->open[f] && (best < 0 || response (self, tps, f) < response (self, tps, (guint) best)))
      best = f;
  return best;
}

static const char *
reason_code (const Posts *self, guint tps, const Repair *repair)
{
  if (self->first[tps] < 0 && self->lost[tps] != NULL)
    return "pos-hilang";
  switch (repair->kind)
    {
    case MOVE:
      return "pembagian";
    case TEAM:
      return "pos-penuh";
    case OPEN:
      return "tempat-tutup";
    case PERMIT:
      return "tempat-terlarang";
    case BUILD:
      return "tempat-tidak-ada";
    default:
      return "akses";
    }
}

static char *
access_text (const Posts *self, guint tps)
{
  const gint64 minutes = posko_access_seconds (self->work->source, &self->tps[tps]) / 60;
  if (minutes == 0)
    return g_strdup ("");
  return g_strdup_printf (posko_who_text (self->work->answer, " The way in (%s) takes %" G_GINT64_FORMAT " of them.", " Akses (%s) memakan %" G_GINT64_FORMAT " menit di antaranya."),
                          self->tps[tps].akses, minutes);
}

/* One sentence on what stands in the way, by the kind of repair. */
static char *
obstacle_text (const Posts *self, guint tps, const Repair *repair)
{
  const PoskoWho *answer = self->work->answer;
  const PoskoFaskes *place = repair->place >= 0 ? &self->faskes[repair->place] : NULL;
  g_autofree char *minutes = place != NULL ? posko_who_minutes (answer, (gdouble) response (self, tps, (guint) repair->place) / 60) : NULL;
  switch (repair->kind)
    {
    case MOVE:
      return g_strdup_printf (posko_who_text (answer, " %s can be there in time and has room.", " %s dapat tiba pada waktunya dan masih sanggup."), place->nama);
    case TEAM:
      return g_strdup_printf (posko_who_text (answer, " %s, %s minutes away, is full by its team limit (tim_maks %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " TPS).",
                                              " %s, %s menit, sudah penuh menurut batas tim (tim_maks %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " TPS)."),
                              place->nama, minutes, place->tim_maks, self->load[repair->place]);
    case OPEN:
      return g_strdup_printf (posko_who_text (answer, " %s, %s minutes away, is closed.", " %s, %s menit, tidak dibuka."), place->nama, minutes);
    case PERMIT:
      return g_strdup_printf (posko_who_text (answer, " %s, %s minutes away, may not host a post.", " %s, %s menit, tidak boleh menjadi pos."),
                              place->nama, minutes);
    case BUILD:
      return g_strdup (posko_who_text (answer, " No place in faskes.csv is near enough.", " Tidak ada tempat di faskes.csv yang cukup dekat."));
    default:
      return g_strdup (posko_who_text (answer, " The delay and the way in alone take longer than the limit.",
                                       " Penundaan dan akses saja sudah melewati batas."));
    }
}

static char *
reason_text (const Posts *self, guint tps, const Repair *repair)
{
  const PoskoWho *answer = self->work->answer;
  const gssize at = self->first[tps] >= 0 ? self->first[tps] : nearest_open (self, tps);
  g_autofree char *minutes = at >= 0 ? posko_who_minutes (answer, (gdouble) response (self, tps, (guint) at) / 60) : NULL;
  g_autofree char *obstacle = obstacle_text (self, tps, repair), *access = access_text (self, tps);
  g_autofree char *head = NULL;
  if (self->first[tps] >= 0)
    head = g_strdup_printf (posko_who_text (answer, "Its post %s takes %s minutes.", "Posnya %s perlu %s menit."), self->faskes[at].nama, minutes);
  else if (self->lost[tps] != NULL)
    head = g_strdup_printf (posko_who_text (answer, "Its post %s cannot open in this case.", "Posnya %s tidak dapat buka dalam kasus ini."), self->lost[tps]);
  else
    head = g_strdup (posko_who_text (answer, "No post answers for it.", "Tidak ada pos yang menanganinya."));
  if (self->first[tps] < 0 && at >= 0)
    {
      g_autofree char *near = g_strdup_printf (posko_who_text (answer, " The nearest open one, %s, takes %s minutes.", " Pos buka terdekat, %s, perlu %s menit."),
                                               self->faskes[at].nama, minutes);
      return g_strconcat (head, near, access, obstacle, NULL);
    }
  return g_strconcat (head, at >= 0 ? access : "", obstacle, NULL);
}

static void
write_late (const Posts *self, guint tps)
{
  const Repair repair = cheapest (self, tps);
  const PoskoFaskes *place = repair.place >= 0 ? &self->faskes[repair.place] : NULL;
  g_autofree char *why = reason_text (self, tps, &repair), *mend = repair_text (self, tps, &repair);
  const gboolean opens = repair.kind == OPEN || repair.kind == PERMIT;
  posko_who_add (self->work->answer, POSKO_WHO_LATE,
                 &(PoskoWhoLate) {
                   .kode_kecamatan = posko_plan_area_code (self->work->plan, self->tps[tps].area),
                   .kecamatan = posko_plan_area_name (self->work->plan, self->tps[tps].area),
                   .kode_tps = self->tps[tps].kode_tps,
                   .hal = "pos",
                   .gelombang = "-",
                   .keadaan = self->first[tps] < 0 ? "tanpa" : "lambat",
                   .nilai = self->first[tps] < 0 ? (gdouble) NAN : (gdouble) response (self, tps, (guint) self->first[tps]) / 60,
                   .batas = (gdouble) self->limit / 60,
                   .sebab_kode = reason_code (self, tps, &repair),
                   .sebab = why,
                   .perbaikan_kode = REPAIR_CODES[repair.kind],
                   .perbaikan = mend,
                   .tempat = place != NULL ? place->kode : "",
                   .nilai_sesudah = place != NULL ? (gdouble) response (self, tps, (guint) repair.place) / 60 : (gdouble) NAN,
                   .ikut_teratasi = place != NULL ? repair.others : POSKO_MISSING,
                   .biaya = repair.kind == MOVE ? 0 : opens ? place->biaya : POSKO_MISSING,
                 });
}

void
posko_who_late_posts (PoskoWhoLateness *self, gint64 limit_minutes)
{
  g_auto (Posts) posts = { 0 };
  posts_init (&posts, self, limit_minutes);
  for (guint k = 0; k < posts.late->len; k++)
    write_late (&posts, g_array_index (posts.late, guint, k));
}

const PoskoPlanShortage *
posko_who_find_shortage (const PoskoWhoLateness *self, const char *product, const char *object, const char *need)
{
  const PoskoTable *rows = posko_plan_table (self->plan, POSKO_PLAN_SHORTAGES);
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanShortage *row = posko_table_row (rows, r);
      if (strcmp (row->produk, product) == 0 && strcmp (row->objek, object) == 0 && strcmp (row->kebutuhan, need) == 0)
        return row;
    }
  return NULL;
}

PoskoWho *
posko_who_late (const PoskoPlan *plan, gint64 limit_minutes, PoskoLanguage language)
{
  g_return_val_if_fail (plan != NULL && posko_plan_case (plan) != NULL && limit_minutes >= 0, NULL);
  PoskoWho *answer = posko_who_new (language, POSKO_WHO_LATE, POSKO_WHO_LATE);
  const PoskoPolicy *policy = posko_case_policy (posko_plan_case (plan));
  PoskoWhoLateness self = { .plan = plan, .source = posko_plan_case (plan), .policy = policy, .answer = answer };
  posko_who_late_posts (&self, limit_minutes > 0 ? limit_minutes : policy->standar_menit);
  posko_who_late_ambulances (&self);
  posko_who_late_meals (&self);
  posko_who_late_checks (&self);
  posko_who_settle (answer);
  return answer;
}
