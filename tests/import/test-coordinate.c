/* test-coordinate.c: one angle or place in every spelling, what is refused, and any angle written at random and read
 * back. */
#include <math.h>

#include "coordinate.h"
#include "random.h"

#define S_MINUTES (-(2 + 7.8562 / 60))
#define S_SECONDS (-(2 + (7 + 51.4 / 60) / 60))
#define E_SECONDS (106 + (5 + 55.43 / 60) / 60)

typedef struct
{
  const char *text;
  gdouble degrees;
  PoskoAxis axis;
  PoskoCoordinateForm form;
} AngleCase;

static const AngleCase angle_cases[] = {
  { "-2.1309", -2.1309, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "-2,1309", -2.1309, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { " +2.5 ", 2.5, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "-2.0000000000000001E-2", -0.02, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "0", 0, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "180", 180, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "\xe2\x88\x92"
    "2.1309",
    -2.1309, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "\xe2\x80\x93"
    "2,1309",
    -2.1309, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "\xc2\xa0-2.1309\xe2\x80\xaf", -2.1309, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "'-2.1309", -2.1309, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "\"-2.1309\"", -2.1309, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_DECIMAL },
  { "2.1309 LS", -2.1309, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "2.1309LS", -2.1309, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "2,1309 L.S.", -2.1309, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "S 2.1309", -2.1309, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "2.1309° S", -2.1309, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "-2.1309° S", -2.1309, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "3.5° LU", 3.5, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "3.5 U", 3.5, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "106.12 BT", 106.12, POSKO_AXIS_LON, POSKO_COORDINATE_DECIMAL },
  { "106.12T", 106.12, POSKO_AXIS_LON, POSKO_COORDINATE_DECIMAL },
  { "e106.12", 106.12, POSKO_AXIS_LON, POSKO_COORDINATE_DECIMAL },
  { "12,5 BB", -12.5, POSKO_AXIS_LON, POSKO_COORDINATE_DECIMAL },
  { "12.5 W", -12.5, POSKO_AXIS_LON, POSKO_COORDINATE_DECIMAL },
  { "Lat: -2.1309", -2.1309, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "Lintang Selatan 2.1309", -2.1309, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "2.1309 lintang selatan", -2.1309, POSKO_AXIS_LAT, POSKO_COORDINATE_DECIMAL },
  { "Bujur = 106,12", 106.12, POSKO_AXIS_LON, POSKO_COORDINATE_DECIMAL },
  { "2°07.8562' S", S_MINUTES, POSKO_AXIS_LAT, POSKO_COORDINATE_MINUTES },
  { "-2°7,8562'", S_MINUTES, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_MINUTES },
  { "-2°07.8562'", S_MINUTES, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_MINUTES },
  { "2 07.8562 LS", S_MINUTES, POSKO_AXIS_LAT, POSKO_COORDINATE_MINUTES },
  { "2 deg 7.8562 min S", S_MINUTES, POSKO_AXIS_LAT, POSKO_COORDINATE_MINUTES },
  { "2°07'51.4\"S", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2° 07′ 51.4″ S", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2º07’51.4” S", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "S 2°07'51.4\"", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2 07 51.4 S", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2\xe2\x80\x89"
    "07\xe2\x80\x89"
    "51.4\xc2\xa0S",
    S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2°07'51,4\"LS", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2°07'51,4''LS", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2˚07´51,4´´ LS", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2°07‘51.4’’ S", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2\xc3\x82°07`51.4“ S", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2o07'51.4\" LS", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2 derajat 07 menit 51,4 detik lintang selatan", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2d07'51.4\"S", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "2:07:51.4 S", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "-2:07:51.4", S_SECONDS, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_SECONDS },
  { "2-07-51,4 LS", S_SECONDS, POSKO_AXIS_LAT, POSKO_COORDINATE_SECONDS },
  { "-0°30'00\"", -0.5, POSKO_AXIS_UNKNOWN, POSKO_COORDINATE_SECONDS },
  { "106°05'55.43\"E", E_SECONDS, POSKO_AXIS_LON, POSKO_COORDINATE_SECONDS },
  { "106º05’55,43”BT", E_SECONDS, POSKO_AXIS_LON, POSKO_COORDINATE_SECONDS },
};

static void
test_angles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (angle_cases); i++)
    for (guint comma = 0; comma < 2; comma++)
      {
        PoskoAngle angle;
        g_test_message ("case %u", i);
        g_assert_true (posko_coordinate_read_angle (angle_cases[i].text, comma ? ',' : '.', &angle));
        g_assert_cmpfloat_with_epsilon (angle.degrees, angle_cases[i].degrees, 1e-12);
        g_assert_cmpint (angle.axis, ==, angle_cases[i].axis);
        g_assert_cmpint (angle.form, ==, angle_cases[i].form);
      }
}

static void
test_refused_angles (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "-",
    "nan",
    "-nan",
    "inf",
    "-Infinity",
    "1e309",
    "1e2",
    "106E5",
    "0x10",
    "0x1p3",
    "#N/A",
    "#REF!",
    "-2.1.3",
    "-2,1,3",
    "1.234.567",
    "-2.130.912",
    "180.0001",
    "-181",
    "21309",
    "90.1 S",
    "-2.1 N",
    "+2.1 S",
    "-106 E",
    "2.1 S S",
    "S 2.1 S",
    "S 2.1 E",
    "S 106 BT",
    "2°60'S",
    "2°07'60\"S",
    "2°-07'S",
    "2.5°07'S",
    "2°07.5'51\"S",
    "2'07°S",
    "2°51\"S",
    "2°07'51\"12",
    "2 07 51 12 S",
    "2 234",
    "2-07-51",
    "2.1 x",
    "x",
    "2.1 Y",
    "lat",
    "lat lon 2",
    "--2.1",
    "2.1-",
    "-2.1,106.1",
    "(2.1)",
    "2.1 S.5",
    "2.1°°S",
    "2.1 B",
    "2.1 L",
    "2.1\x01",
    "2.1\xff",
    "\xe2\x88",
    "2.1\xe2\x88",
    "2\xf0\x9f\x98\x80",
    "٢٫١",
    "2 menit",
    "TPS 007",
    "6P5FV4C9+5J",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      PoskoAngle angle;
      g_test_message ("case %u", i);
      g_assert_false (posko_coordinate_read_angle (texts[i], '.', &angle));
      g_assert_false (posko_coordinate_read_angle (texts[i], ',', &angle));
    }
}

typedef struct
{
  const char *text;
  gdouble lat, lon;
  gboolean axes_known;
  PoskoCoordinateForm form;
} PairCase;

static void
check_pairs (const PairCase *cases, guint n, gdouble degrees)
{
  for (guint i = 0; i < n; i++)
    {
      PoskoCoordinatePair pair;
      g_test_message ("case %u", i);
      g_assert_true (posko_coordinate_read_pair (cases[i].text, &pair));
      g_assert_cmpfloat_with_epsilon (pair.place.lat, cases[i].lat, degrees);
      g_assert_cmpfloat_with_epsilon (pair.place.lon, cases[i].lon, degrees);
      g_assert_cmpint (pair.axes_known, ==, cases[i].axes_known);
      g_assert_cmpint (pair.form, ==, cases[i].form);
    }
}

static void
test_pairs (void)
{
  static const PairCase cases[] = {
    { "-2.139724, 106.128694", -2.139724, 106.128694, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.132509,106.129314", -2.132509, 106.129314, FALSE, POSKO_COORDINATE_DECIMAL },
    { "(-2.124189, 106.125248)", -2.124189, 106.125248, FALSE, POSKO_COORDINATE_DECIMAL },
    { "[-2.124189;106.125248]", -2.124189, 106.125248, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.110214 106.155209", -2.110214, 106.155209, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.110214\xc2\xa0"
      "106.155209",
      -2.110214, 106.155209, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.106183 ; 106.136962", -2.106183, 106.136962, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.1/106.1", -2.1, 106.1, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.1 | 106.1", -2.1, 106.1, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.1\n106.1", -2.1, 106.1, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.1,\r\n106.1", -2.1, 106.1, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.1\t106.1", -2.1, 106.1, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.123678,  106.112384 ", -2.123678, 106.112384, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2,1309 106,12", -2.1309, 106.12, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2,1309; 106,12", -2.1309, 106.12, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2,1309, 106,12", -2.1309, 106.12, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2,1309,106,12", -2.1309, 106.12, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2, 106", -2, 106, FALSE, POSKO_COORDINATE_DECIMAL },
    { "106.1, -2.1", 106.1, -2.1, FALSE, POSKO_COORDINATE_DECIMAL },
    { "\"-2.1, 106.1\"", -2.1, 106.1, FALSE, POSKO_COORDINATE_DECIMAL },
    { "“-2.1, 106.1”", -2.1, 106.1, FALSE, POSKO_COORDINATE_DECIMAL },
    { "-2.1309+106.1234", -2.1309, 106.1234, FALSE, POSKO_COORDINATE_DECIMAL },
    { "POINT(106.1 -2.1)", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "Lat: -2.1, Lon: 106.1", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "Lintang -2,1 Bujur 106,1", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "Lintang:\n-2.1\nBujur:\n106.1", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "{lat: -2.1, lng: 106.1}", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "Bujur 106.1 Lintang -2.1", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "X=106.1 Y=-2.1", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "Koordinat: (-2.1, 106.1)", -2.1, 106.1, FALSE, POSKO_COORDINATE_DECIMAL },
    { "2.1 LS 106.1 BT", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "2.1S106.1E", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "106.1 BT, 2.1 LS", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "2,1 LS dan 106,1 BT", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "-2.1, 106.1 E", -2.1, 106.1, TRUE, POSKO_COORDINATE_DECIMAL },
    { "-2°7.8562', 106°6.8951'", S_MINUTES, 106 + 6.8951 / 60, FALSE, POSKO_COORDINATE_MINUTES },
    { "-2°7,8562' 106°6,8951'", S_MINUTES, 106 + 6.8951 / 60, FALSE, POSKO_COORDINATE_MINUTES },
    { "S2 07.8562 E106 06.8951", S_MINUTES, 106 + 6.8951 / 60, TRUE, POSKO_COORDINATE_MINUTES },
    { "-2 07.8562 106 06.8951", S_MINUTES, 106 + 6.8951 / 60, FALSE, POSKO_COORDINATE_MINUTES },
    { "2 07 51.4 S 106 05 55.43 E", S_SECONDS, E_SECONDS, TRUE, POSKO_COORDINATE_SECONDS },
    { "2 07 51.4 S, 106 05 55.43 E", S_SECONDS, E_SECONDS, TRUE, POSKO_COORDINATE_SECONDS },
    { "2°07'51.4\"S 106°05'55.43\"E", S_SECONDS, E_SECONDS, TRUE, POSKO_COORDINATE_SECONDS },
    { "2°07'51,4\"LS,106°05'55,43\"BT", S_SECONDS, E_SECONDS, TRUE, POSKO_COORDINATE_SECONDS },
    { "S 2°07'51.4\" E 106°05'55.43\"", S_SECONDS, E_SECONDS, TRUE, POSKO_COORDINATE_SECONDS },
    { "-2°07'51.4\"\n106°05'55.43\"", S_SECONDS, E_SECONDS, FALSE, POSKO_COORDINATE_SECONDS },
    { "-2 07 51.4 106 05 55.43", S_SECONDS, E_SECONDS, FALSE, POSKO_COORDINATE_SECONDS },
  };
  check_pairs (cases, G_N_ELEMENTS (cases), 1e-12);
}

static void
test_links (void)
{
#define LINK TRUE, POSKO_COORDINATE_LINK
  static const PairCase cases[] = {
    { "https://maps.google.com/?q=-2.108752,106.122700", -2.108752, 106.1227, LINK },
    { "https://www.google.com/maps?q=-2.108752%2C%20106.122700&z=17", -2.108752, 106.1227, LINK },
    { "https://maps.google.com/maps?q=loc:-2.1,106.1(TPS+3)", -2.1, 106.1, LINK },
    { "https://www.google.com/maps/search/?api=1&query=-2.1%2C106.1", -2.1, 106.1, LINK },
    { "https://www.google.com/maps/search/-2.1,+106.1?entry=tts", -2.1, 106.1, LINK },
    { "https://www.google.com/maps/@-2.1,106.1,17z", -2.1, 106.1, LINK },
    { "www.google.com/maps/@-2.1,106.1,17z/data=!3m1!1e3", -2.1, 106.1, LINK },
    { "https://www.google.com/maps/place/SDN+5/@-2.5,106.5,17z/data=!3m1!4b1!4m6!3m5!8m2!3d-2.1!4d106.1!16s%2Fg%2F11",
      -2.1, 106.1, LINK },
    { "https://www.google.com/maps/place/2%C2%B006'00.0%22S+106%C2%B006'00.0%22E/@-2.5,106.5,17z", -2.1, 106.1, LINK },
    { "https://www.google.com/maps/place/-2.1,106.1/", -2.1, 106.1, LINK },
    { "https://www.google.com/maps/dir/?api=1&destination=-2.1,106.1", -2.1, 106.1, LINK },
    { "https://www.google.com/maps/dir/-2.5,106.5/-2.1,106.1/@-2.3,106.3,12z", -2.1, 106.1, LINK },
    { "https://maps.google.com/?daddr=-2.1,106.1&saddr=-2.5,106.5", -2.1, 106.1, LINK },
    { "https://maps.google.com/?q=SDN+5+Gabek&ll=-2.1,106.1", -2.1, 106.1, LINK },
    { "https://maps.googleapis.com/maps/api/staticmap?center=-2.1,106.1&zoom=12", -2.1, 106.1, LINK },
    { "google.navigation:q=-2.1,106.1", -2.1, 106.1, LINK },
    { "https://www.openstreetmap.org/?mlat=-2.1&mlon=106.1#map=17/-2.5/106.5", -2.1, 106.1, LINK },
    { "https://www.openstreetmap.org/#map=17/-2.1/106.1", -2.1, 106.1, LINK },
    { "https://www.openstreetmap.org/#map=17/-2.1/106.1&layers=N", -2.1, 106.1, LINK },
    { "geo:-2.1,106.1", -2.1, 106.1, LINK },
    { "GEO:-2.1,106.1,12;u=35", -2.1, 106.1, LINK },
    { "geo:-2.1,106.1;crs=wgs84", -2.1, 106.1, LINK },
    { "geo:0,0?q=-2.1,106.1(TPS%203)", -2.1, 106.1, LINK },
    { "https://www.bing.com/maps?cp=-2.1~106.1&lvl=16", -2.1, 106.1, LINK },
    { "https://waze.com/ul?ll=-2.1%2C106.1&navigate=yes", -2.1, 106.1, LINK },
    { "https://www.waze.com/live-map/directions?to=ll.-2.1%2C106.1", -2.1, 106.1, LINK },
    { "https://maps.apple.com/?ll=-2.1,106.1&q=TPS%203", -2.1, 106.1, LINK },
    { "https://maps.google.com/?q=106.1,-2.1", 106.1, -2.1, FALSE, POSKO_COORDINATE_LINK },
    { " https://maps.google.com/?q=-2.1, 106.1\n", -2.1, 106.1, LINK },
  };
  check_pairs (cases, G_N_ELEMENTS (cases), 1e-12);
#undef LINK
}

/* Pangkalpinang's -2.1309, 106.12 in metres of zone 48 south, by PROJ. */
#define UTM_LAT -2.1309
#define UTM_LON 106.12
static void
test_utm (void)
{
  static const PairCase cases[] = {
#define UTM UTM_LAT, UTM_LON, TRUE, POSKO_COORDINATE_UTM
    { "48S 624550 9764425", UTM },
    { "48M 624550 9764425", UTM },
    { "48 M 624550 mE 9764425 mN", UTM },
    { "48 M 624550 m E 9764425 m S", UTM },
    { "48S 624.550 9.764.425", UTM },
    { "48S 624.550,0 9.764.425,00", UTM },
    { "48S 624,550 9,764,425", UTM },
    { "48S, 624550, 9764425", UTM },
    { "48S 624550,9764425", UTM },
    { "48S 624.550,9.764.425", UTM },
    { "Zona 48S X= 624550 Y= 9764425", UTM },
    { "X: 624550 Y: 9764425 Zona 48 Selatan", UTM },
    { "UTM 48S 624550E 9764425N", UTM },
    { "WGS 84 / UTM zone 48S 624550 9764425", UTM },
    { "WGS84 UTM 48S; 624550; 9764425", UTM },
    { "EPSG:32748 624550 9764425", UTM },
    { "N 9764425 E 624550 zona 48 LS", UTM },
    { "48 624550 9764425", UTM },
    { "48S\n624550 mT\n9764425 mU", UTM },
    /* The north by its letter and by its northing. */
    { "47N 462337 395624", 3.579225, 98.660877, TRUE, POSKO_COORDINATE_UTM },
    { "Zona 47 462.337 395.624", 3.579225, 98.660877, TRUE, POSKO_COORDINATE_UTM },
#undef UTM
  };
  PoskoCoordinateUtm utm;

  check_pairs (cases, G_N_ELEMENTS (cases), 2e-5);
  g_assert_true (posko_coordinate_read_utm ("X= 624.550,25 mE Y= 9.764.425,75 mN", &utm));
  g_assert_cmpuint (utm.zone, ==, 0);
  g_assert_cmpint (utm.hemisphere, ==, POSKO_HEMISPHERE_UNKNOWN);
  g_assert_cmpfloat (utm.easting, ==, 624550.25);
  g_assert_cmpfloat (utm.northing, ==, 9764425.75);
}

static void
test_zones (void)
{
  static const struct
  {
    const char *text;
    guint zone;
    PoskoHemisphere hemisphere;
  } cases[] = {
    { "48S", 48, POSKO_HEMISPHERE_SOUTH },
    { "48 M", 48, POSKO_HEMISPHERE_SOUTH },
    { "50l", 50, POSKO_HEMISPHERE_SOUTH },
    { "51", 51, POSKO_HEMISPHERE_UNKNOWN },
    { "Zona 50 Selatan", 50, POSKO_HEMISPHERE_SOUTH },
    { "zone 47 N", 47, POSKO_HEMISPHERE_NORTH },
    { "46 Utara", 46, POSKO_HEMISPHERE_NORTH },
    { "WGS 84 / UTM zone 48S", 48, POSKO_HEMISPHERE_SOUTH },
    { "DGN95 UTM 54S", 54, POSKO_HEMISPHERE_SOUTH },
    { "EPSG:32748", 48, POSKO_HEMISPHERE_SOUTH },
    { "epsg 32647", 47, POSKO_HEMISPHERE_NORTH },
  };
  static const char *const bad[]
      = { "", "S", "45S", "55", "48.2", "48C", "48 49", "EPSG:4326", "EPSG:32733", "EPSG", "48S 1", "zona", "48SS" };
  guint zone;
  PoskoHemisphere hemisphere;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_true (posko_coordinate_read_zone (cases[i].text, &zone, &hemisphere));
      g_assert_cmpuint (zone, ==, cases[i].zone);
      g_assert_cmpint (hemisphere, ==, cases[i].hemisphere);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("case %u", i);
      g_assert_false (posko_coordinate_read_zone (bad[i], &zone, &hemisphere));
    }
}

static void
test_refused_pairs (void)
{
  static const char *const texts[] = {
    "",
    "-2.1",
    "-2.1,",
    ",106.1",
    "-2,106",
    "-2,1309",
    "-2.13,106,5",
    "-2.1 106.1 3",
    "-2.1, 106.1, 17",
    "-2.1, 106.1 x",
    "2.1 X 106.1 Y",
    "x -2.1, 106.1",
    "-2.1, nan",
    "inf, 106.1",
    "1e309, 106.1",
    "-2.1.3, 106.1",
    "-2.1, 181",
    "91 S, 106 E",
    "106.1 S, 2.1 E",
    "2.1 S 3.1 S",
    "2.1 E 106.1 E",
    "2 07 10 06 05",
    "2 07 S 50 05",
    "-2,13 45",
    "0x10",
    "1.06E2",
    "-2.1-106.1",
    "(-2.1, 106.1",
    "-2.1, 106.1)",
    "TPS 3, RT 5",
    "-21309, 1061200",
    "6P5FV4C9+5J",
    "V4C9+5J Pangkalpinang",
    "624550 9764425",
    "48S 624550",
    "48S 99999 9764425",
    "48S 624550 10000001",
    "49 48S 624550 9764425",
    "48N 624550 m E 9764425 m S",
    "45S 624550 9764425",
    "48S 62.4550 9764425",
    "48S 624550 E 9764425",
    "48.2 624550 9764425",
    "https://maps.app.goo.gl/AbCd123",
    "https://goo.gl/maps/AbCd12345",
    "https://maps.google.com/",
    "https://www.google.com/maps/place/SDN+5",
    "https://maps.google.com/?q=-2.1",
    "https://maps.google.com/?q=-2.1,200",
    "https://maps.google.com/?q=-2.1,106.1 TPS 3",
    "https://maps.google.com/?q=%00-2.1,106.1",
    "https://maps.google.com/?q=-2.1%ff,106.1",
    "https://yandex.com/maps/?ll=106.1,-2.1",
    "https://maps.google.com/?q=-2.1,106.1https://maps.google.com/?q=-2.2,106.1",
    "geo:",
    "geo:-2.1",
    "geo:-2.1,106.1;crs=epsg:3857",
    "https://www.google.com/maps/dir/data=!3d-2.1!4d106.1!3d-2.2!4d106.2",
    "https://www.google.com/maps/@nan,106.1,17z",
    "Titik: https://maps.google.com/?q=-2.1,106.1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      PoskoCoordinatePair pair;
      g_test_message ("case %u", i);
      g_assert_false (posko_coordinate_read_pair (texts[i], &pair));
    }
}

static void
test_limits (void)
{
  PoskoCoordinatePair pair;
  PoskoAngle angle;
  g_autofree char *blanks = g_strnfill (300, ' '), *many = g_strnfill (200, '-'), *path = g_strnfill (8300, 'a');
  g_autofree char *far = g_strconcat ("-2.1,", blanks, "106.1 E", NULL);
  g_autofree char *link = g_strconcat ("https://a/", path, "?q=-2.1,106.1", NULL);

  g_assert_false (posko_coordinate_read_pair (far, &pair));
  g_assert_false (posko_coordinate_read_angle (many, '.', &angle));
  g_assert_false (posko_coordinate_read_pair (link, &pair));
  link[9 + 8000] = '\0';
  g_assert_false (posko_coordinate_read_pair (link, &pair));
}

static const char *
pick (PoskoRandom *random, const char *const *texts)
{
  return texts[posko_random_below (random, g_strv_length ((char **) texts))];
}

/* An angle in a spelling that chance makes of all its parts. */
static char *
write_angle (PoskoRandom *random, gdouble degrees, gboolean lat)
{
  static const char *const degree[] = { "°", "º", "˚", " deg ", "o", "° ", " derajat ", NULL };
  static const char *const minute[] = { "'", "′", "’", "‘", "´", "`", " min ", " menit ", "' ", NULL };
  static const char *const second[] = { "\"", "″", "”", "''", "’’", " detik ", " sec ", NULL };
  static const char *const minus[] = { "-", "−", "–", "- ", NULL };
  static const char *const behind[2][2][4] = { { { " E", "BT", " T", NULL }, { "W", " BB", " barat", NULL } },
                                               { { "N", " LU", " utara", NULL }, { " S", "LS", " selatan", NULL } } };
  const gboolean negative = degrees < 0, hemisphere = posko_random_below (random, 2) == 1,
                 front = posko_random_below (random, 2) == 1;
  const gdouble size = fabs (degrees);
  const char *const axis = hemisphere ? pick (random, behind[lat][negative]) : "";
  g_autoptr (GString) text = g_string_new (hemisphere && front       ? axis
                                           : negative && !hemisphere ? pick (random, minus)
                                                                     : "");
  char number[32];

  if (hemisphere && front)
    g_string_append_c (text, ' ');
  switch (posko_random_below (random, 3))
    {
    case 0:
      g_string_append (text, g_ascii_formatd (number, sizeof number, "%.9f", size));
      g_string_append (text, posko_random_below (random, 2) == 1 ? "°" : "");
      break;
    case 1:
      g_string_append_printf (text, "%u%s", (guint) size, pick (random, degree));
      g_string_append (
          text, g_ascii_formatd (number, sizeof number, "%010.7f", MIN ((size - floor (size)) * 60, 59.9999999)));
      g_string_append (text, pick (random, minute));
      break;
    default:
      g_string_append_printf (text, "%u%s", (guint) size, pick (random, degree));
      g_string_append_printf (text, "%02u%s", (guint) ((size - floor (size)) * 60), pick (random, minute));
      g_string_append (text, g_ascii_formatd (number, sizeof number, "%08.5f", MIN (fmod (size * 3600, 60), 59.99999)));
      g_string_append (text, pick (random, second));
    }
  if (posko_random_below (random, 2) == 1)
    g_strdelimit (text->str, ".", ',');
  g_string_append (text, hemisphere && !front ? axis : "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Any angle in any spelling is read back, alone and as one of a pair. */
static void
test_random (void)
{
  static const char *const between[] = { "; ", "\n", " / ", " | ", NULL };
  PoskoRandom random;

  posko_random_init (&random, 15, 3);
  for (guint i = 0; i < 20000; i++)
    {
      const gdouble lat = posko_random_unit (&random) * 17 - 11, lon = posko_random_unit (&random) * 46 + 95;
      g_autofree char *lat_text = write_angle (&random, lat, TRUE), *lon_text = write_angle (&random, lon, FALSE);
      g_autofree char *text = g_strconcat (lat_text, pick (&random, between), lon_text, NULL);
      PoskoCoordinatePair pair;
      PoskoAngle angle;

      if (!posko_coordinate_read_angle (lat_text, '.', &angle) || fabs (angle.degrees - lat) > 1e-7)
        g_error ("angle '%s' for %.9f", lat_text, lat);
      if (!posko_coordinate_read_pair (text, &pair) || fabs (pair.place.lat - lat) > 1e-7
          || fabs (pair.place.lon - lon) > 1e-7)
        g_error ("pair '%s' for %.9f %.9f", text, lat, lon);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coordinate/angles", test_angles);
  g_test_add_func ("/coordinate/refused-angles", test_refused_angles);
  g_test_add_func ("/coordinate/pairs", test_pairs);
  g_test_add_func ("/coordinate/refused-pairs", test_refused_pairs);
  g_test_add_func ("/coordinate/links", test_links);
  g_test_add_func ("/coordinate/utm", test_utm);
  g_test_add_func ("/coordinate/zones", test_zones);
  g_test_add_func ("/coordinate/limits", test_limits);
  g_test_add_func ("/coordinate/random", test_random);
  return g_test_run ();
}
