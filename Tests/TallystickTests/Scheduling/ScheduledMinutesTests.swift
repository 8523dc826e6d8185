import Testing

@testable import Tallystick

struct ScheduledMinutesTests {
  @Test func `a path has the same minutes on every machine and in every version`() {
    let minutes = ScheduledMinutes(path: "/srv/usage/tallystick.yaml")
    #expect(
      [minutes.hourly, minutes.beforeMidnight, minutes.afterMidnight, minutes.delay]
        == [21, 1433, 8, 44]
    )
    #expect(ScheduledMinutes.digits(of: "/srv/usage/tallystick.yaml") == "a2a8fbe0")
  }

  @Test func `many paths share no minute much more than others`() {
    let minutes = (0..<3600).map { ScheduledMinutes(path: "/srv/team-\($0)/tallystick.yaml") }
    for (values, count) in [
      (minutes.map(\.hourly), 36), (minutes.map(\.beforeMidnight), 8),
      (minutes.map(\.afterMidnight), 7), (minutes.map(\.delay), 45),
    ] {
      let shares = Dictionary(grouping: values, by: \.self).mapValues(\.count)
      #expect(shares.count == count)
      #expect((shares.values.max() ?? 0) < 2 * 3600 / count)
    }
  }
}
