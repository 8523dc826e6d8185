import Testing
import UsageModel
import UsageStore

/// Readings that were made after their window's end.
struct LateReadingTests {
  private static let window = "2026-10-10T00:00:00Z/2026-10-20T00:00:00Z"

  /// What the readings at some moments make of the window's last three days.
  private static func tail(
    _ readings: KeyValuePairs<String, String>,
    in backend: Backend
  ) throws -> [String] {
    let replies = readings.map { time, value in
      Sample.reply(at: "2026-10-\(time):00Z", [Sample.cost: value], window: window)
    }
    return try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      let query = Sample.query("2026-10-17", "2026-11-30")
      return try store.answer(query, in: Sample.context).records.map(\.line)
    }
  }

  @Test(arguments: Backend.allCases)
  func `the first reading after the end counts as observed at the end`(backend: Backend) throws {
    for time in ["20T00:00", "20T00:01", "28T12:00"] {
      #expect(
        try Self.tail(["18T00:00": "8", time: "10"], in: backend) == [
          "2026-10-17 1 USD interpolated", "2026-10-18 1 USD interpolated",
          "2026-10-19 1 USD interpolated",
        ]
      )
    }
  }

  @Test(arguments: Backend.allCases)
  func `what changes after it falls on the last day`(backend: Backend) throws {
    for time in ["20T00:00", "20T00:01", "23T12:00"] {
      #expect(
        try Self.tail(
          ["18T00:00": "8", time: "10", "24T00:00": "13", "25T00:00": "12", "26T00:00": "12.5"],
          in: backend
        ) == [
          "2026-10-17 1 USD interpolated", "2026-10-18 1 USD interpolated",
          "2026-10-19 -1 USD correction", "2026-10-19 1 USD interpolated",
          "2026-10-19 3.5 USD measured",
        ]
      )
    }
  }

  @Test(arguments: Backend.allCases)
  func `a fall at the end is a correction on the last day`(backend: Backend) throws {
    #expect(
      try Self.tail(["18T00:00": "8", "21T12:00": "7"], in: backend) == [
        "2026-10-17 1 USD interpolated", "2026-10-19 -1 USD correction",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `a reply after the end without the counter is a reading of no change`(
    backend: Backend
  ) throws {
    let replies = [
      Sample.reply(at: "2026-10-18T00:00:00Z", [Sample.app("a"): "8"], window: Self.window),
      Sample.reply(at: "2026-10-21T00:00:00Z", [Sample.app("b"): "1"], window: Self.window),
      Sample.reply(at: "2026-10-22T00:00:00Z", [Sample.app("a"): "9"], window: Self.window),
    ]
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      let query = Sample.query("2026-10-18", "2026-11-30", by: [.app])
      #expect(
        try store.answer(query, in: Sample.context).records.map(\.line) == [
          "2026-10-18 b 0.5 USD interpolated", "2026-10-19 a 1 USD measured",
          "2026-10-19 b 0.5 USD interpolated",
        ]
      )
    }
  }

  @Test(arguments: Backend.allCases)
  func `what a late reply recalls gives way to what it reads`(backend: Backend) throws {
    let replies = [
      Sample.reply(at: "2026-10-18T00:00:00Z", [Sample.cost: "8"], window: Self.window),
      Sample.reply(
        at: "2026-10-22T12:00:00Z",
        [Sample.cost: "10"],
        recalling: ["2026-10-22T00:00:00Z": (Sample.cost, "9")],
        window: Self.window
      ),
    ]
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      let query = Sample.query("2026-10-18", "2026-11-30")
      #expect(
        try store.answer(query, in: Sample.context).records.map(\.line) == [
          "2026-10-18 1 USD interpolated", "2026-10-19 1 USD interpolated",
        ]
      )
    }
  }

  @Test(arguments: Backend.allCases)
  func `a later end makes a late reading an ordinary one`(backend: Backend) throws {
    let longer = "2026-10-10T00:00:00Z/2026-10-30T00:00:00Z"
    let replies = [
      Sample.reply(at: "2026-10-18T00:00:00Z", [Sample.cost: "8"], window: Self.window),
      Sample.reply(at: "2026-10-21T00:00:00Z", [Sample.cost: "11"], window: Self.window),
      Sample.reply(at: "2026-10-22T00:00:00Z", [Sample.cost: "13"], window: longer),
    ]
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      let query = Sample.query("2026-10-19", "2026-11-30")
      #expect(
        try store.answer(query, in: Sample.context).records.map(\.line) == [
          "2026-10-19 1 USD interpolated", "2026-10-20 1 USD interpolated",
          "2026-10-21 2 USD measured",
        ]
      )
    }
  }
}
