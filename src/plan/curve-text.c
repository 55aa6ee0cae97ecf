/* curve-text.c: what a curve says to people: title, axes, how it was made, and how to read it in one or two sentences.
 *
 * In the curve's own language and never from the locale, as every sentence in a plan. A step between two points is called not proven when
 * the values that are possible by the bounds meet: a better search might turn it round.
 */
#include "curve-private.h"
#include <math.h>

typedef struct
{
  const char *english, *indonesian;
} Words;

typedef struct
{
  Words title, x, y, second, third, rule;
  Words limit;  /* of one limit in a sentence: "%s posts" */
  Words figure; /* the value in a sentence */
  Words unit;   /* of a difference */
  Words before; /* "up to %s …": what is unmet at small limits; or none */
} KindWords;

static const KindWords kind_words[POSKO_N_CURVE_KINDS] = {
  [POSKO_CURVE_POSTS] = {
    .title = { "Response time and number of health posts", "Waktu respons dan jumlah pos kesehatan" },
    .x = { "Open health posts", "Pos kesehatan yang dibuka" },
    .y = { "Mean response time, weighted by risk (minutes)", "Waktu respons rata-rata, berbobot risiko (menit)" },
    .second = { "risk weight within the response standard (%)", "bobot risiko dalam standar respons (%)" },
    .third = { "longest response of a TPS (minutes)", "respons terlama sebuah TPS (menit)" },
    .rule = { "Each point: the posts planned as section 2 of the model says, with at most so many open. First as few TPS as possible without a "
              "post, then most risk weight within the standard, then the least mean response time.",
              "Tiap titik: pos direncanakan menurut model bagian 2 dengan paling banyak sekian pos. Mula-mula TPS tanpa pos sesedikit mungkin, lalu "
              "bobot risiko dalam standar sebanyak mungkin, lalu waktu respons rata-rata sekecil mungkin." },
    .limit = { "%s posts", "%s pos" },
    .figure = { "mean response time", "waktu respons rata-rata" },
    .unit = { "minutes", "menit" },
    .before = { "up to %s some TPS have no post", "sampai %s masih ada TPS tanpa pos" },
  },
  [POSKO_CURVE_BILLBOARDS] = {
    .title = { "Voters reached and budget for billboards", "Pemilih yang terjangkau dan anggaran baliho" },
    .x = { "Budget for billboards", "Anggaran baliho" },
    .y = { "Expected voters reached, weighted by low turnout", "Harapan pemilih terjangkau, berbobot partisipasi rendah" },
    .second = { "voters with a board near (%)", "pemilih yang dekat sebuah baliho (%)" },
    .third = { "voters with a board near", "pemilih yang dekat sebuah baliho" },
    .rule = { "Each point: the billboards planned as section 8 of the model says, with this budget. First each kecamatan's minimum, then most "
              "expected weighted voters.",
              "Tiap titik: baliho direncanakan menurut model bagian 8 dengan anggaran ini. Mula-mula minimum tiap kecamatan, lalu harapan pemilih "
              "berbobot sebanyak mungkin." },
    .limit = { "Rp\302\240%s", "Rp\302\240%s" },
    .figure = { "weighted voters reached", "pemilih berbobot yang terjangkau" },
    .unit = { "", "" },
    .before = { "up to %s the minimum of each kecamatan is not met", "sampai %s minimum tiap kecamatan belum terpenuhi" },
  },
  [POSKO_CURVE_VEHICLES] = {
    .title = { "Meals that come too late and number of vehicles", "Makanan yang terlambat dan jumlah kendaraan" },
    .x = { "Delivery vehicles", "Kendaraan pengantar" },
    .y = { "Portions that cannot be brought in time", "Porsi yang tidak dapat diantar tepat waktu" },
    .second = { "portions brought in time (%)", "porsi yang diantar tepat waktu (%)" },
    .third = { "minutes by which all windows would have to end later (enough; less may be; –: over 225)",
               "menit mundurnya akhir semua jendela waktu agar terantar (cukup; bisa jadi kurang; –: lebih dari 225)" },
    .rule = { "Each point: the meals of all waves planned as section 7 of the model says, with the first vehicles in the order of the portions they "
              "carry in the plan with all of them. The bound of a wave holds whatever the waves before do with the vehicles.",
              "Tiap titik: makanan semua gelombang direncanakan menurut model bagian 7 dengan kendaraan pertama menurut banyaknya porsi yang dibawa "
              "dalam rencana dengan semua kendaraan. Batas sebuah gelombang berlaku apa pun pemakaian kendaraan di gelombang sebelumnya." },
    .limit = { "%s vehicles", "%s kendaraan" },
    .figure = { "the number of portions that are too late", "jumlah porsi yang terlambat" },
    .unit = { "portions", "porsi" },
    .before = { NULL, NULL },
  },
  [POSKO_CURVE_AMBULANCES] = {
    .title = { "Expected coverage and number of ambulances", "Harapan cakupan dan jumlah ambulans" },
    .x = { "Ambulances", "Ambulans" },
    .y = { "Chance of a free ambulance within the standard (%)", "Peluang ada ambulans bebas dalam standar respons (%)" },
    .second = { "risk weight within the outer limit (%)", "bobot risiko dalam batas waktu ambulans (%)" },
    .third = { "an ambulance is busy at the peak (%)", "ambulans sibuk pada saat puncak (%)" },
    .rule = { "Each point: so many ambulances placed as section 3 of the model says, at the posts of the plan as it is. First as little risk weight as "
              "possible beyond the outer limit, then most expected coverage; more ambulances are also less busy.",
              "Tiap titik: sekian ambulans ditempatkan menurut model bagian 3, pada pos menurut rencana yang berlaku. Mula-mula bobot risiko di luar "
              "batas sesedikit mungkin, lalu harapan cakupan setinggi mungkin; makin banyak ambulans, makin jarang sibuk." },
    .limit = { "%s ambulances", "%s ambulans" },
    .figure = { "expected coverage", "harapan cakupan" },
    .unit = { "percentage points", "poin persen" },
    .before = { NULL, NULL },
  },
  [POSKO_CURVE_PEOPLE] = {
    .title = { "What is gained by moving more people", "Hasil bila lebih banyak orang dipindah" },
    .x = { "People whose duties change", "Orang yang tugasnya berubah" },
    .y = { "Price of the roster (points; less is better)", "Harga roster (poin; makin kecil makin baik)" },
    .second = { "", "" },
    .third = { "places left empty (person-shifts)", "tempat yang kosong (orang-shift)" },
    .rule = { "Each point: the roster planned as sections 5 and 11 of the model say, with at most so many people moved from the published one.",
              "Tiap titik: roster direncanakan menurut model bagian 5 dan 11 dengan paling banyak sekian orang dipindah dari roster yang terbit." },
    .limit = { "%s people", "%s orang" },
    .figure = { "the price of the roster", "harga roster" },
    .unit = { "points", "poin" },
    .before = { NULL, NULL },
  },
};

static const char *
word (const PoskoCurve *self, const Words *words)
{
  return self->language == POSKO_LANGUAGE_EN ? words->english : words->indonesian;
}

/* "9 pos", "Rp 85.000.000" */
static char *
limit_text (const PoskoCurve *self, gint64 x)
{
  g_autofree char *number = posko_format_thousands (x, self->language);
  g_auto (GStrv) parts = g_strsplit (word (self, &kind_words[self->kind].limit), "%s", 2);
  return g_strjoinv (number, parts);
}

static const PoskoCurvePoint *
point_at (const PoskoCurve *self, guint i)
{
  return posko_table_row (self->tables[POSKO_CURVE_TABLE_POINTS], i);
}

/* Whether the two points may be equally good, or the other way round, by what is proven. */
static gboolean
ranges_meet (const PoskoCurve *self, const PoskoCurvePoint *a, const PoskoCurvePoint *b)
{
  return posko_curve_maximises (self) ? !(b->nilai > a->batas) : !(b->nilai < a->batas);
}

static char *
step_sentence (const PoskoCurve *self, const PoskoCurvePoint *a, const PoskoCurvePoint *b)
{
  const gboolean english = self->language == POSKO_LANGUAGE_EN;
  const KindWords *words = &kind_words[self->kind];
  g_autofree char *from = posko_format_thousands (a->x, self->language), *to = limit_text (self, b->x);
  g_autofree char *whole_from = self->kind == POSKO_CURVE_BILLBOARDS ? limit_text (self, a->x) : g_steal_pointer (&from);
  const char *figure = word (self, &words->figure);
  const gdouble change = b->nilai - a->nilai;
  guint decimals = POSKO_CURVE_KINDS[self->kind].decimals;
  if (!(fabs (change) * pow (10, decimals) >= 0.5))
    return g_strdup_printf (english ? "From %s to %s, %s stays the same" : "Dari %s ke %s, %s tidak berubah", whole_from, to, figure);
  if (decimals > 0 && fabs (change) >= 0.95)
    decimals = 1;
  g_autofree char *number = posko_format_decimal (fabs (change), decimals, self->language);
  const char *unit = word (self, &words->unit);
  const char *verb = change < 0 ? (english ? "falls by" : "turun") : (english ? "rises by" : "naik");
  const char *proof = !ranges_meet (self, a, b) ? "" : english ? " (not proven)" : " (belum terbukti)";
  return g_strdup_printf (english ? "From %s to %s, %s %s %s%s%s%s" : "Dari %s ke %s, %s %s %s%s%s%s", whole_from, to, figure, verb, number,
                          *unit != '\0' ? " " : "", unit, proof);
}

static char *
end_sentence (const PoskoCurve *self)
{
  const gboolean english = self->language == POSKO_LANGUAGE_EN;
  PoskoTable *points = self->tables[POSKO_CURVE_TABLE_POINTS];
  const gint end = posko_curve_saturation (points, posko_curve_maximises (self));
  const guint n = posko_table_n (points);
  if (end >= 0)
    {
      g_autofree char *limit = limit_text (self, point_at (self, (guint) end)->x);
      return g_strdup_printf (english ? "after %s there is hardly anything to gain" : "sesudah %s hampir tidak ada tambahan", limit);
    }
  g_autofree char *last = limit_text (self, point_at (self, n - 1)->x);
  return g_strdup_printf (english ? "up to %s every step still counts" : "sampai %s tiap tambahan masih berarti", last);
}

/* What smaller limits leave unmet, or NULL. */
static char *
before_sentence (const PoskoCurve *self)
{
  const char *format = word (self, &kind_words[self->kind].before);
  gint last = -1;
  for (guint i = 0; i < posko_table_n (self->tables[POSKO_CURVE_TABLE_POINTS]); i++)
    if (point_at (self, i)->kurang != POSKO_MISSING && point_at (self, i)->kurang > 0)
      last = (gint) i;
  if (format == NULL || last < 0 || point_at (self, (guint) last)->x == 0)
    return NULL;
  g_autofree char *limit = limit_text (self, point_at (self, (guint) last)->x);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  return g_strjoinv (limit, parts);
}

/* The point from which a step is told: the present one, or the one before when that is the last. */
static guint
anchor (const PoskoCurve *self)
{
  const guint n = posko_table_n (self->tables[POSKO_CURVE_TABLE_POINTS]);
  for (guint i = 0; i < n; i++)
    if (point_at (self, i)->sekarang)
      return MIN (i, n - 2);
  return 0;
}

static char *
reading (const PoskoCurve *self)
{
  const guint n = posko_table_n (self->tables[POSKO_CURVE_TABLE_POINTS]);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *before = before_sentence (self);
  if (n >= 2)
    {
      const guint from = anchor (self);
      g_autofree char *step = step_sentence (self, point_at (self, from), point_at (self, from + 1));
      g_string_append (text, step);
    }
  if (n >= 3 && fabs (point_at (self, 0)->nilai - point_at (self, n - 1)->nilai) > 0)
    {
      g_autofree char *end = end_sentence (self);
      g_string_append_printf (text, "; %s", end);
    }
  if (before != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", before);
  if (text->len > 0)
    g_string_append_c (text, '.');
  return g_strdup (text->str);
}

void
posko_curve_write_texts (PoskoCurve *self)
{
  const KindWords *words = &kind_words[self->kind];
  self->texts[POSKO_CURVE_TEXT_TITLE] = g_strdup (word (self, &words->title));
  self->texts[POSKO_CURVE_TEXT_READING] = reading (self);
  self->texts[POSKO_CURVE_TEXT_X] = g_strdup (word (self, &words->x));
  self->texts[POSKO_CURVE_TEXT_Y] = g_strdup (word (self, &words->y));
  self->texts[POSKO_CURVE_TEXT_SECOND] = g_strdup (word (self, &words->second));
  self->texts[POSKO_CURVE_TEXT_THIRD] = g_strdup (word (self, &words->third));
  self->texts[POSKO_CURVE_TEXT_RULE] = g_strdup (word (self, &words->rule));
}
