/* compare-tell.c: which team is told what of the people, TPS, posts, ambulances and boards that change.
 *
 * A post's team reads who comes and who goes, shift by shift; the stand-bys of a kecamatan likewise; the KPPS of a kelurahan which post
 * is theirs now, and when their health check is; the site of the checks which TPS come when; an ambulance where it stands; those who
 * put up boards which ones. Nobody is told of what changes only a figure. Names before codes, clock times before shift codes.
 */
#include "compare-private.h"
#include <string.h>

/* Topics of one moment, in the order they are read. */
enum
{
  COMES,
  LEAVES,
  CHANGES,
  N_TOPICS,
};

static gboolean
same (const char *a, const char *b)
{
  return strcmp (a, b) == 0;
}

gint64
posko_compare_moment (const char *day, gint64 minutes)
{
  const gint64 number = *day == 'H' ? g_ascii_strtoll (day + 1, NULL, 10) : 0;
  return number * 1440 + (minutes != POSKO_MISSING ? minutes : 0);
}

void
posko_compare_clock (gint64 minutes, char *text, gsize size)
{
  if (minutes == POSKO_MISSING || minutes < 0)
    g_strlcpy (text, "-", size);
  else
    g_snprintf (text, size, "%02d:%02d", (int) (minutes / 60 % 24), (int) (minutes % 60));
}

static char *
name_with_code (const char *name, const char *code)
{
  return *name != '\0' ? g_strdup_printf ("%s (%s)", name, code) : g_strdup (code);
}

/* "H P 05:00-13:00 in": the shift that a clause is about. */
static char *
shift_topic (const PoskoComparePerson *row, gint64 start, gint64 end, const char *word)
{
  char from[16], to[16];
  posko_compare_clock (start, from, sizeof from);
  posko_compare_clock (end, to, sizeof to);
  return g_strdup_printf ("%s %s %s-%s %s", row->hari, row->shift, from, to, word);
}

/* Tells the team of @place, which the row's kecamatan holds. @item is taken. */
static void
tell_place (PoskoCompareTold *self, const PoskoComparePerson *row, gboolean in_b, guint what, char *item)
{
  const char *const words[N_TOPICS] = { [COMES] = posko_compare_say (self, "in", "masuk"),
                                        [LEAVES] = posko_compare_say (self, "out", "keluar"),
                                        [CHANGES] = posko_compare_say (self, "changed", "ubah") };
  const gboolean on_duty = same (row->peran, "tugas");
  const char *place = in_b ? row->tempat_b : row->tempat_a, *name = in_b ? row->nama_tempat_b : row->nama_tempat_a;
  const gint64 start = in_b ? row->mulai_b : row->mulai_a, end = in_b ? row->selesai_b : row->selesai_a;
  const char *centre = posko_compare_centre_name (self->work, row->kode_kecamatan);
  posko_compare_tell (self, (PoskoCompareClause){
                              .kind = on_duty ? "pos" : "cadangan",
                              .area_code = row->kode_kecamatan,
                              .area = row->kecamatan,
                              .code = g_strdup (place),
                              .name = on_duty ? name_with_code (name, place)
                                              : g_strdup_printf (posko_compare_say (self, "stand-bys of kecamatan %s", "cadangan kecamatan %s"), name),
                              .ask = on_duty && same (centre, name) ? "" : centre,
                              .order = posko_compare_moment (row->hari, start) * N_TOPICS + what,
                              .topic = shift_topic (row, start, end, words[what]),
                              .item = item,
                            });
}

/* What is new for a person who stays at the place. */
static char *
describe_change (const PoskoCompareTold *self, const PoskoComparePerson *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char from[16], to[16];
  g_string_append_printf (text, "%s (%s)", row->sebutan, row->kode_nakes);
  posko_compare_clock (row->mulai_a, from, sizeof from);
  posko_compare_clock (row->selesai_a, to, sizeof to);
  if (row->mulai_a != row->mulai_b || row->selesai_a != row->selesai_b)
    g_string_append_printf (text, posko_compare_say (self, ", was %s-%s", ", semula %s-%s"), from, to);
  if (!same (row->tugas_a, row->tugas_b))
    g_string_append_printf (text, posko_compare_say (self, ", as %s", ", sebagai %s"), row->tugas_b);
  if (same (row->cara_memilih_b, "form_a"))
    g_string_append (text, posko_compare_say (self, ", votes by Form A", ", memilih dengan Form A"));
  else if (same (row->cara_memilih_b, "sela"))
    g_string_append (text, posko_compare_say (self, ", votes in a gap of the shift", ", memilih di sela tugas"));
  else if (same (row->cara_memilih_b, "bebas"))
    g_string_append (text, posko_compare_say (self, ", votes off duty", ", memilih di luar jam tugas"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A person who comes or goes, and from or to where. */
static char *
describe_move (const PoskoCompareTold *self, const PoskoComparePerson *row, gboolean comes)
{
  const char *other = comes ? row->nama_tempat_a : row->nama_tempat_b;
  if (*other == '\0')
    return g_strdup_printf ("%s (%s)", row->sebutan, row->kode_nakes);
  return g_strdup_printf (comes ? posko_compare_say (self, "%s (%s) from %s", "%s (%s) dari %s")
                                : posko_compare_say (self, "%s (%s) to %s", "%s (%s) ke %s"),
                          row->sebutan, row->kode_nakes, other);
}

static void
tell_person (PoskoCompareTold *self, const PoskoComparePerson *row)
{
  if (!row->kabari)
    return;
  if (same (row->tempat_a, row->tempat_b))
    {
      tell_place (self, row, TRUE, CHANGES, describe_change (self, row));
      return;
    }
  if (*row->tempat_a != '\0' && !same (row->perubahan, "masuk"))
    tell_place (self, row, FALSE, LEAVES, describe_move (self, row, FALSE));
  if (*row->tempat_b != '\0' && !same (row->perubahan, "keluar"))
    tell_place (self, row, TRUE, COMES, describe_move (self, row, TRUE));
}

void
posko_compare_tell_people (PoskoCompareTold *self)
{
  PoskoTable *people = self->work->answer->tables[POSKO_COMPARE_PEOPLE];
  for (guint i = 0; i < posko_table_n (people); i++)
    tell_person (self, posko_table_row (people, i));
}

/* The KPPS of a kelurahan. @topic is taken. */
static void
tell_kelurahan (PoskoCompareTold *self, const PoskoCompareTps *row, gint64 order, char *topic)
{
  posko_compare_tell (self, (PoskoCompareClause){
                              .kind = "kelurahan",
                              .area_code = row->kode_kecamatan,
                              .area = row->kecamatan,
                              .code = g_strconcat (row->kode_kecamatan, "/", row->kelurahan, NULL),
                              .name = g_strdup_printf (posko_compare_say (self, "KPPS of %s", "KPPS %s"), row->kelurahan),
                              .ask = posko_compare_centre_name (self->work, row->kode_kecamatan),
                              .order = order,
                              .topic = topic,
                              .item = g_strdup_printf ("TPS %03d", (int) CLAMP (row->nomor, 0, 999999)),
                            });
}

static char *
describe_session (const PoskoCompareTold *self, const PoskoPlanScreening *row)
{
  char from[16], to[16], date[32];
  GDate day;
  g_date_clear (&day, 1);
  if (row->tanggal < 1 || row->tanggal > G_MAXINT32 || !g_date_valid_julian ((guint32) row->tanggal))
    return g_strdup (row->sesi);
  g_date_set_julian (&day, (guint32) row->tanggal);
  g_date_strftime (date, sizeof date, posko_plan_language (self->work->b) == POSKO_LANGUAGE_EN ? "%Y-%m-%d" : "%d/%m/%Y", &day);
  posko_compare_clock (row->mulai, from, sizeof from);
  posko_compare_clock (row->selesai, to, sizeof to);
  return g_strdup_printf ("%s %s-%s", date, from, to);
}

/* The site where the petugas are checked. */
static void
tell_site (PoskoCompareTold *self, const PoskoCompareTps *row, const PoskoPlanScreening *check, gboolean comes)
{
  g_autofree char *session = describe_session (self, check);
  const char *centre = posko_compare_centre_name (self->work, check->kode_kecamatan);
  posko_compare_tell (self, (PoskoCompareClause){
                              .kind = "skrining",
                              .area_code = check->kode_kecamatan,
                              .area = check->kecamatan,
                              .code = g_strdup (check->kode_faskes),
                              .name = name_with_code (check->nama_faskes, check->kode_faskes),
                              .ask = same (centre, check->nama_faskes) ? "" : centre,
                              .order = (check->tanggal * 1440 + MAX (check->mulai, 0)) * N_TOPICS + (comes ? COMES : LEAVES),
                              .topic = g_strdup_printf (comes ? posko_compare_say (self, "health check %s in", "pemeriksaan %s masuk")
                                                              : posko_compare_say (self, "health check %s out", "pemeriksaan %s keluar"),
                                                        session),
                              .item = g_strdup_printf ("TPS %03d %s", (int) CLAMP (row->nomor, 0, 999999), row->kelurahan),
                            });
}

static void
tell_screening (PoskoCompareTold *self, const PoskoCompareTps *row)
{
  const PoskoPlanScreening *a = g_hash_table_lookup (self->work->names_a.screenings, row->kode_tps);
  const PoskoPlanScreening *b = g_hash_table_lookup (self->work->names_b.screenings, row->kode_tps);
  if (same (row->skrining_faskes_a, row->skrining_faskes_b) && row->skrining_tanggal_a == row->skrining_tanggal_b
      && same (row->skrining_sesi_a, row->skrining_sesi_b))
    return;
  if (a != NULL)
    tell_site (self, row, a, FALSE);
  if (b == NULL)
    {
      tell_kelurahan (self, row, 3, g_strdup (posko_compare_say (self, "no health check any more", "tanpa pemeriksaan kesehatan")));
      return;
    }
  tell_site (self, row, b, TRUE);
  g_autofree char *session = describe_session (self, b);
  tell_kelurahan (self, row, 4 + b->tanggal * 1440 + MAX (b->mulai, 0),
                  g_strdup_printf (posko_compare_say (self, "health check %s at %s", "pemeriksaan %s di %s"), session, b->nama_faskes));
}

static void
tell_post_of_tps (PoskoCompareTold *self, const PoskoCompareTps *row, gint64 order, const char *role, const char *was, const char *will)
{
  const char *none = posko_compare_say (self, "none", "tidak ada");
  tell_kelurahan (self, row, order,
                  g_strdup_printf (posko_compare_say (self, "%s %s (was %s)", "%s %s (semula %s)"), role, *will != '\0' ? will : none,
                                   *was != '\0' ? was : none));
}

void
posko_compare_tell_tps (PoskoCompareTold *self)
{
  PoskoTable *tps = self->work->answer->tables[POSKO_COMPARE_TPS];
  for (guint i = 0; i < posko_table_n (tps); i++)
    {
      const PoskoCompareTps *row = posko_table_row (tps, i);
      if (same (row->perubahan, "hapus"))
        tell_kelurahan (self, row, 0, g_strdup (posko_compare_say (self, "no longer in the plan", "tidak ada lagi di rencana")));
      else if (row->pindah)
        tell_kelurahan (self, row, 0, g_strdup (posko_compare_say (self, "has a new place", "pindah tempat")));
      if (!same (row->perubahan, "hapus") && !same (row->pos_utama_a, row->pos_utama_b))
        tell_post_of_tps (self, row, 1, posko_compare_say (self, "health post", "pos kesehatan"), row->nama_pos_utama_a, row->nama_pos_utama_b);
      if (!same (row->perubahan, "hapus") && !same (row->pos_cadangan_a, row->pos_cadangan_b))
        tell_post_of_tps (self, row, 2, posko_compare_say (self, "backup post", "pos cadangan"), row->nama_pos_cadangan_a,
                          row->nama_pos_cadangan_b);
      tell_screening (self, row);
    }
}

/* A clause to the team of a post, an ambulance or a kecamatan's board installers. @code, @name, @topic and @item are taken. */
static void
tell_team (PoskoCompareTold *self, const PoskoCompareMeans *row, char *code, char *name, gint64 order, char *topic, char *item)
{
  const char *centre = posko_compare_centre_name (self->work, row->kode_kecamatan);
  posko_compare_tell (self, (PoskoCompareClause){
                              .kind = row->jenis,
                              .area_code = row->kode_kecamatan,
                              .area = row->kecamatan,
                              .code = code,
                              .name = name,
                              .ask = same (centre, row->nama) ? "" : centre,
                              .order = order,
                              .topic = topic,
                              .item = item,
                            });
}

static void
tell_post (PoskoCompareTold *self, const PoskoCompareMeans *row)
{
  char *text = NULL;
  if (same (row->perubahan, "baru"))
    text = g_strdup_printf (posko_compare_say (self, "the post OPENS, %d teams, first for %d TPS", "pos DIBUKA, %d tim, pos utama %d TPS"),
                            (int) row->tim_b, (int) row->jumlah_b);
  else if (same (row->perubahan, "hapus"))
    text = g_strdup (posko_compare_say (self, "the post does NOT open", "pos TIDAK dibuka"));
  else if (row->tim_a != row->tim_b)
    text = g_strdup_printf (posko_compare_say (self, "%d teams (was %d), first for %d TPS (was %d)", "%d tim (semula %d), pos utama %d TPS (semula %d)"),
                            (int) row->tim_b, (int) row->tim_a, (int) row->jumlah_b, (int) row->jumlah_a);
  else if (row->jumlah_a != row->jumlah_b)
    text = g_strdup_printf (posko_compare_say (self, "first post for %d TPS (was %d)", "pos utama %d TPS (semula %d)"), (int) row->jumlah_b,
                            (int) row->jumlah_a);
  if (text != NULL)
    tell_team (self, row, g_strdup (row->kode), name_with_code (row->nama, row->kode), G_MININT64, text, NULL);
}

static void
tell_ambulance (PoskoCompareTold *self, const PoskoCompareMeans *row)
{
  char *text = NULL;
  if (same (row->perubahan, "hapus"))
    text = g_strdup_printf (posko_compare_say (self, "NOT on duty (was at %s)", "TIDAK bertugas (semula di %s)"), row->tempat_a);
  else if (same (row->perubahan, "baru"))
    text = g_strdup_printf (posko_compare_say (self, "on duty at %s, first for %d TPS", "bertugas di %s, pertama bagi %d TPS"), row->tempat_b,
                            (int) row->jumlah_b);
  else if (!same (row->tempat_a, row->tempat_b) && !same (row->perubahan, "keluar"))
    text = g_strdup_printf (posko_compare_say (self, "moves from %s to %s, first for %d TPS", "pindah dari %s ke %s, pertama bagi %d TPS"),
                            row->tempat_a, row->tempat_b, (int) row->jumlah_b);
  if (text != NULL) /* who stays where it is need not be told */
    tell_team (self, row, g_strdup (row->kode), name_with_code (row->nama, row->kode), 0, text, NULL);
}

static void
tell_board (PoskoCompareTold *self, const PoskoCompareMeans *row)
{
  const gboolean stands = same (row->perubahan, "baru");
  const PoskoPlanBillboard *board
    = g_hash_table_lookup ((stands ? &self->work->names_b : &self->work->names_a)->boards, row->kode);
  if (same (row->perubahan, "ubah") || board == NULL)
    return; /* it stands in both */
  tell_team (self, row, g_strdup (row->kode_kecamatan),
             g_strdup_printf (posko_compare_say (self, "board installers of %s", "pemasang baliho %s"), row->kecamatan), stands ? 0 : 1,
             g_strdup (stands ? posko_compare_say (self, "put up", "pasang") : posko_compare_say (self, "do not put up", "batal pasang")),
             g_strdup_printf ("%s (%s, %s)", row->nama, row->kode, board->ukuran));
}

void
posko_compare_tell_means (PoskoCompareTold *self)
{
  PoskoTable *means = self->work->answer->tables[POSKO_COMPARE_MEANS];
  for (guint i = 0; i < posko_table_n (means); i++)
    {
      const PoskoCompareMeans *row = posko_table_row (means, i);
      if (same (row->jenis, "pos"))
        tell_post (self, row);
      else if (same (row->jenis, "ambulans"))
        tell_ambulance (self, row);
      else if (same (row->jenis, "baliho"))
        tell_board (self, row);
    }
}
