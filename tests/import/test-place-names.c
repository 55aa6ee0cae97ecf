/* test-place-names.c: which area a name or a code means, in every way offices write them; what stays apart; near
 * misses. */
#include <string.h>

#include "nearest.h"
#include "place-names.h"

/* A layer of unit squares; @areas: code and name, ended by NULL */
static PoskoBoundary *
make_layer (const char *const *areas)
{
  g_autoptr (GString) json = g_string_new ("{\"type\":\"FeatureCollection\",\"features\":[");
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; areas[i] != NULL; i += 2)
    g_string_append_printf (json,
                            "%s{\"type\":\"Feature\",\"properties\":{\"kode\":\"%s\",\"nama\":\"%s\"},\"geometry\":{"
                            "\"type\":\"Polygon\",\"coordinates\":"
                            "[[[%u,0],[%u,0],[%u,1],[%u,1],[%u,0]]]}}",
                            i > 0 ? "," : "", areas[i], areas[i + 1], 90 + i, 91 + i, 91 + i, 90 + i, 90 + i);
  g_string_append (json, "]}");
  bytes = g_bytes_new (json->str, json->len);
  return posko_boundary_read (bytes, TRUE, NULL, NULL, NULL);
}

static const char *const city[] = {
  "19.71.01", "Bukit Intan", "19.71.02", "Taman Sari", "19.71.03", "Pangkal Balam", "19.71.04", "Rangkui",
  "19.71.05", "Gerunggang",  "19.71.06", "Gabek",      "19.71.07", "Girimaya",      NULL,
};

static const char *const oddities[] = {
  "71.01.01",     "Wua-Wua",          "71.01.02",     "Sangalla' Utara", "71.01.03",  "Gabek II",   "71.01.04",
  "Gabek III",    "71.01.05",         "Desa",         "71.01.06",        "Kota Baru", "71.01.07",   "Sei Kapih",
  "71.01.08",     "Gn. Bintang Awai", "71.01.09",     "Kepulauan Ayau",  "71.01.10",  "Batu Ampar", "71.01.11",
  "Batang Ampar", "71.01.12",         "Gampong Baro", "71.01.13",        "Baro",      "71.01.14",   "Tanjung Pura",
  "71.02.01",     "Rangkui",          "71.02.02",     "Kampung Melayu",  "71.03.01",  "Rangkui",    NULL,
};

typedef struct
{
  const char *name, *within;
  PoskoMatchKind kind;
  const char *found; /* code of the area; NULL for none */
  guint n, distance;
} Case;

static void
check (const PoskoPlaceNames *names, PoskoBoundary *layer, const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const PoskoMatch match = posko_place_names_match (names, cases[i].name, cases[i].within);
      g_test_message ("case %u", i);
      g_assert_cmpint (match.kind, ==, cases[i].kind);
      g_assert_cmpuint (match.n, ==, cases[i].n);
      g_assert_cmpuint (match.distance, ==, cases[i].distance);
      if (cases[i].found != NULL)
        g_assert_cmpstr (posko_boundary_code (layer, match.area), ==, cases[i].found);
      else
        g_assert_cmpuint (match.area, ==, POSKO_BOUNDARY_NONE);
    }
}

static void
test_city (void)
{
#define FOLDED(name, code)                                                                                             \
  {                                                                                                                    \
    name, NULL, POSKO_MATCH_FOLDED, code, 1, 0                                                                         \
  }
  static const Case cases[] = {
    { "Bukit Intan", NULL, POSKO_MATCH_EXACT, "19.71.01", 1, 0 },
    FOLDED ("BUKIT INTAN", "19.71.01"),
    FOLDED ("BukitIntan", "19.71.01"),
    FOLDED ("BUKITINTAN", "19.71.01"),
    FOLDED ("Kec. Bukit Intan", "19.71.01"),
    FOLDED ("Kecamatan Bukit Intan", "19.71.01"),
    FOLDED ("KEC BUKIT INTAN", "19.71.01"),
    FOLDED (" bukit  intan ", "19.71.01"),
    FOLDED ("Bukit-Intan", "19.71.01"),
    FOLDED ("Kec.TamanSari", "19.71.02"),
    FOLDED ("Tamán\xc2\xa0Sarí", "19.71.02"),
    FOLDED ("B\xcc\x81ukit_Intan", "19.71.01"),
    FOLDED ("Distrik Gabek", "19.71.06"),
    FOLDED ("Kelurahan/Desa Gabek", "19.71.06"),
    FOLDED ("PKL BALAM", "19.71.03"),
    { "Bukit Intann", NULL, POSKO_MATCH_NEAR, "19.71.01", 1, 1 },
    { "Bukti Intan", NULL, POSKO_MATCH_NEAR, "19.71.01", 1, 1 },
    { "Grunggang", NULL, POSKO_MATCH_NEAR, "19.71.05", 1, 1 },
    { "Girmaja", NULL, POSKO_MATCH_NEAR, "19.71.07", 1, 2 },
    { "Balikpapan Timur", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    { "", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    { " - ", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    { "Rangkui", "19.71.04", POSKO_MATCH_EXACT, "19.71.04", 1, 0 },
    { "Rangkui", "19.71", POSKO_MATCH_EXACT, "19.71.04", 1, 0 },
    { "Rangkui", "19.71.0", POSKO_MATCH_NONE, NULL, 0, 0 },
    { "Rangkui", "19.71.01", POSKO_MATCH_NONE, NULL, 0, 0 },
    { "\xff\xfe", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
  };
  g_autoptr (PoskoBoundary) layer = make_layer (city);
  g_autoptr (PoskoPlaceNames) names = posko_place_names_new (layer, NULL);
  check (names, layer, cases, G_N_ELEMENTS (cases));
}

static void
test_oddities (void)
{
  static const Case cases[] = {
    FOLDED ("WUA WUA", "71.01.01"),
    FOLDED ("Wuawua", "71.01.01"),
    FOLDED ("SANGALLA UTARA", "71.01.02"),
    FOLDED ("Sangalla’ Utara", "71.01.02"),
    FOLDED ("Gabek 2", "71.01.03"),
    FOLDED ("GABEK2", "71.01.03"),
    FOLDED ("GABEKII", "71.01.03"),
    FOLDED ("Gabek 03", "71.01.04"),
    { "Desa", NULL, POSKO_MATCH_EXACT, "71.01.05", 1, 0 },
    FOLDED ("Kelurahan Desa", "71.01.05"),
    FOLDED ("Desa Desa", "71.01.05"),
    FOLDED ("Kec. Baru", "71.01.06"),
    FOLDED ("KOTABARU", "71.01.06"),
    FOLDED ("Sungai Kapih", "71.01.07"),
    FOLDED ("GUNUNG BINTANG AWAI", "71.01.08"),
    FOLDED ("Kep. Ayau", "71.01.09"),
    FOLDED ("Btg. Ampar", "71.01.11"),
    FOLDED ("TJ PURA", "71.01.14"),
    FOLDED ("Tjg. Pura", "71.01.14"),
    FOLDED ("Kp. Melayu", "71.02.02"),
    /* Two things that an abbreviation may mean are no match of one. */
    { "Bt. Ampar", NULL, POSKO_MATCH_FOLDED, "71.01.10", 2, 0 },
    /* With and without the prefix both are there: each is itself. */
    { "Gampong Baro", NULL, POSKO_MATCH_EXACT, "71.01.12", 1, 0 },
    FOLDED ("GAMPONG BARO", "71.01.12"),
    FOLDED ("BARO", "71.01.13"),
    /* Namesakes. */
    { "Rangkui", NULL, POSKO_MATCH_EXACT, "71.02.01", 2, 0 },
    { "RANGKUI", "71.03", POSKO_MATCH_FOLDED, "71.03.01", 1, 0 },
    { "Rangkai", NULL, POSKO_MATCH_NEAR, "71.02.01", 2, 1 },
  };
#undef FOLDED
  g_autoptr (PoskoBoundary) layer = make_layer (oddities);
  g_autoptr (PoskoPlaceNames) names = posko_place_names_new (layer, NULL);
  check (names, layer, cases, G_N_ELEMENTS (cases));
}

static void
test_codes (void)
{
#define CODE(text, code)                                                                                               \
  {                                                                                                                    \
    text, NULL, POSKO_MATCH_CODE, code, 1, 0                                                                           \
  }
  static const Case cases[] = {
    CODE ("19.71.04", "19.71.04"),
    CODE ("197104", "19.71.04"),
    CODE ("19 71 04", "19.71.04"),
    CODE ("'197104", "19.71.04"),
    CODE ("’19.71.04", "19.71.04"),
    CODE ("19.71.04.1003", "19.71.04"),
    CODE ("1971041003", "19.71.04"),
    CODE ("1971041003004", "19.71.04"),
    CODE ("19.71.04.2003.004", "19.71.04"),
    { "197199", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    { "19.71", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    { "4", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    { "19.7.104", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    { "19710410030041", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    { "197104", "19.71.05", POSKO_MATCH_NONE, NULL, 0, 0 },
    /* BPS, of which the layer says nothing: by the form. */
    { "1971040", NULL, POSKO_MATCH_BPS_FORM, "19.71.04", 1, 0 },
    { "1971040003", NULL, POSKO_MATCH_BPS_FORM, "19.71.04", 1, 0 },
    { "19.71.040.003", NULL, POSKO_MATCH_BPS_FORM, "19.71.04", 1, 0 },
    { "1971041", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
  };
  /* BPS counts in its own order, and inserts new kecamatan with a last digit. */
  static const char *const bps[] = { "1971020", "1971040", "1971031", "1971010", "1971041", "1971030", "" };
  static const Case mapped[] = {
    { "1971010", NULL, POSKO_MATCH_BPS, "19.71.04", 1, 0 },
    { "1971010004", NULL, POSKO_MATCH_BPS, "19.71.04", 1, 0 },
    { "1971041", NULL, POSKO_MATCH_BPS, "19.71.05", 1, 0 },
    CODE ("197104", "19.71.04"),
    /* Gerunggang by BPS, a kelurahan of Rangkui by Kemendagri: nobody knows. */
    { "1971041003", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    /* Both readings are one. */
    CODE ("1971031002", "19.71.03"),
  };
#undef CODE
  static const char *const kelurahan[] = {
    "19.71.01.1004", "Semabung Lama", "19.71.01.2005", "Bacang", "19.71.01.1006", "A", "19.71.01.2006", "B", NULL
  };
  static const Case villages[] = {
    { "1971011004", NULL, POSKO_MATCH_CODE, "19.71.01.1004", 1, 0 },
    { "1971010004", NULL, POSKO_MATCH_BPS_FORM, "19.71.01.1004", 1, 0 },
    { "1971010005", NULL, POSKO_MATCH_BPS_FORM, "19.71.01.2005", 1, 0 },
    { "1971010006", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
    { "19.71.01.1004.007", NULL, POSKO_MATCH_CODE, "19.71.01.1004", 1, 0 },
    { "197101", NULL, POSKO_MATCH_NONE, NULL, 0, 0 },
  };
  g_autoptr (PoskoBoundary) layer = make_layer (city);
  g_autoptr (PoskoPlaceNames) names = posko_place_names_new (layer, NULL);
  check (names, layer, cases, G_N_ELEMENTS (cases));
  g_autoptr (PoskoPlaceNames) with_bps = posko_place_names_new (layer, bps);
  check (with_bps, layer, mapped, G_N_ELEMENTS (mapped));
  g_autoptr (PoskoBoundary) kelurahan_layer = make_layer (kelurahan);
  g_autoptr (PoskoPlaceNames) villages_of = posko_place_names_new (kelurahan_layer, NULL);
  check (villages_of, kelurahan_layer, villages, G_N_ELEMENTS (villages));
}

/* Every name is found in upper case, without blanks, and with a prefix, and is the only one of its city. */
static void
test_every_name (void)
{
  const char *const *const layers[] = { city, oddities };

  for (guint k = 0; k < G_N_ELEMENTS (layers); k++)
    {
      g_autoptr (PoskoBoundary) layer = make_layer (layers[k]);
      g_autoptr (PoskoPlaceNames) names = posko_place_names_new (layer, NULL);
      for (guint i = 0; i < posko_boundary_n (layer); i++)
        {
          const char *const name = posko_boundary_name (layer, i);
          g_autofree char *upper = g_utf8_strup (name, -1), *prefixed = g_strconcat ("Kec. ", name, NULL);
          g_auto (GStrv) parts = g_strsplit (name, " ", -1);
          g_autofree char *joined = g_strjoinv ("", parts);
          const char *const spellings[] = { name, upper, joined, prefixed };
          for (guint s = 0; s < G_N_ELEMENTS (spellings); s++)
            {
              const PoskoMatch match = posko_place_names_match (names, spellings[s], posko_boundary_code (layer, i));
              g_test_message ("'%s'", spellings[s]);
              g_assert_cmpuint (match.kind, !=, POSKO_MATCH_NONE);
              g_assert_cmpuint (match.kind, !=, POSKO_MATCH_NEAR);
              g_assert_cmpuint (match.area, ==, i);
            }
        }
    }
}

static void
test_offer (void)
{
  g_autoptr (PoskoBoundary) layer = make_layer (oddities);
  g_autoptr (PoskoPlaceNames) names = posko_place_names_new (layer, NULL);
  g_autofree char *two = posko_place_names_offer (names, "Kec. Gabek I", NULL, 3),
                  *one = posko_place_names_offer (names, "Gabek I", NULL, 1);
  g_autofree char *none = posko_place_names_offer (names, "Balikpapan Timur", NULL, 3),
                  *nothing = posko_place_names_offer (names, "", NULL, 3);

  g_assert_cmpstr (two, ==, "'Gabek II' (1), 'Gabek III' (2)");
  g_assert_cmpstr (one, ==, "'Gabek II' (1)");
  g_assert_null (none);
  g_assert_null (nothing);
}

/* Keys serve without a layer too: two villages of one kecamatan must not share one. */
static void
test_key (void)
{
  static const char *const cases[][2] = {
    { "Kel. Bukit Merapen", "bukitmerapen" },
    { "Lubuk Pakam I,II", "lubukpakami,ii" },
    { "Lubuk Pakam III", "lubukpakamiii" },
    { "Blok 15", "blokxv" },
    { "Panipahan 22870", "panipahan22870" },
    { "15", "15" },
    { "N-1 Aek Nabara", "n1aeknabara" },
    { "Kelurahan", "kelurahan" },
    { "Hu'u", "huu" },
    { ", Gabek", "gabek" },
    { "Kel., Gabek", "gabek" },
    { "", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = posko_place_name_key (cases[i][0]);
      g_assert_cmpstr (key, ==, cases[i][1]);
    }
}

static void
test_distance (void)
{
  g_assert_cmpuint (posko_nearest_distance ("", "", 0), ==, 0);
  g_assert_cmpuint (posko_nearest_distance ("gabek", "gabek", 0), ==, 0);
  g_assert_cmpuint (posko_nearest_distance ("gabek", "gabke", 5), ==, 1);
  g_assert_cmpuint (posko_nearest_distance ("gabek", "", 5), ==, 5);
  g_assert_cmpuint (posko_nearest_distance ("gabek", "", 4), ==, POSKO_NEAREST_FAR);
  g_assert_cmpuint (posko_nearest_distance ("abcdef", "badcfe", 3), ==, 3);
  g_assert_cmpuint (posko_nearest_distance ("abcdef", "badcfe", 2), ==, POSKO_NEAREST_FAR);
  /* Whatever the limit, an answer within it is the same. */
  for (guint limit = 0; limit < 9; limit++)
    g_assert_cmpuint (posko_nearest_distance ("gerunggang", "girunggaya", limit), ==,
                      limit < 3 ? POSKO_NEAREST_FAR : 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place-names/city", test_city);
  g_test_add_func ("/place-names/oddities", test_oddities);
  g_test_add_func ("/place-names/codes", test_codes);
  g_test_add_func ("/place-names/every-name", test_every_name);
  g_test_add_func ("/place-names/offer", test_offer);
  g_test_add_func ("/place-names/key", test_key);
  g_test_add_func ("/place-names/distance", test_distance);
  return g_test_run ();
}
