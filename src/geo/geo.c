typedef int posko_geo_is_empty;
