"""The demo's Hilversum: its wijken, their buurten and our own drawing of the map."""

from demo.content import read_areas, read_municipality


def is_inside(point, outline):
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_hilversum_has_nine_wijken_and_all_their_buurten():
    areas = read_areas()
    assert read_municipality().code == "GM0402"
    assert [area.code for area in areas] == [f"WK04020{number}" for number in range(1, 10)]
    assert [len(area.neighbourhoods) for area in areas] == [4, 6, 4, 5, 6, 5, 4, 1, 7]
    assert [area.inhabitants for area in areas] == [9480, 7440, 8860, 17100, 9750, 20820, 10990, 4160, 0]
    assert [area.name for area in areas if not area.has_budget] == ["Landelijk gebied"]


def test_a_buurt_carries_the_code_of_its_wijk_and_lies_near_it():
    for area in read_areas():
        for buurt in area.neighbourhoods:
            assert buurt.code.startswith(area.code.replace("WK", "BU"))
            assert abs(buurt.longitude - area.longitude) < 0.045
            assert abs(buurt.latitude - area.latitude) < 0.05


def test_the_map_lies_within_its_canvas_and_each_label_within_its_wijk():
    for area in read_areas():
        assert all(0 <= x <= 1000 and 0 <= y <= 1000 for x, y in area.outline), area.name
        assert is_inside(area.label, list(area.outline)), area.name


def test_wijken_on_the_map_do_not_overlap():
    outlines = [list(area.outline) for area in read_areas()]
    for x in range(3, 1000, 8):
        for y in range(3, 1000, 8):
            assert sum(is_inside((x, y), outline) for outline in outlines) <= 1, (x, y)


def test_the_meent_lies_apart_in_the_north_west_of_the_map():
    areas = {area.name: area for area in read_areas()}
    meent = areas.pop("Hilversumse Meent")
    assert max(x for x, _ in meent.outline) < min(x for x, _ in areas["Noordoost"].outline)
    assert max(y for _, y in meent.outline) < 230
    assert meent.label[0] < areas["Noordwest"].label[0]
