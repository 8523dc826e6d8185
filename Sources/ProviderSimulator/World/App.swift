/// One of the products whose consumption the platforms meter.
enum App: Int, CaseIterable, Sendable {
  case atlas
  case ledgerline
  case beacon
  case courier
  case mosaic
  case tidepool
  /// What belongs to no app.
  case unassigned

  /// The name that a report shows.
  var name: String { profile.name }

  /// The key in Puter's replies.
  var puterID: String { profile.puterID }

  /// How the app lives.
  var profile: AppProfile { Self.profiles[rawValue] }

  private static let profiles: [AppProfile] = allCases.map(AppProfile.init)
}

/// How an app is used over the week, the day and the years.
struct AppProfile: Sendable {
  let name: String
  let puterID: String
  /// The app as a subject of chance.
  let subject: UInt64
  /// How much of a busy day's use each day of the week sees, Monday first.
  let week: [Double]
  /// How the use of a day is spread over its hours in UTC.
  let hours: [Int]
  /// How much the use grows in a year, as a share of that in October 2026.
  let growth: Double

  init(of app: App) {
    switch app {
    case .atlas:
      self.init("Atlas", "app-5f1c1f5e-7a2b-4e0e-9a55-0b9b8f6f3a11", .office, growth: 0.35)
    case .ledgerline:
      self.init("Ledgerline", "app-c0a8f3d2-61be-4c7a-8f19-27d4e5b90a36", .steady, growth: 0.10)
    case .beacon:
      self.init("Beacon", "app-2b7e9d14-03fa-4d68-b1c5-94e6a87f5d20", .nightly, growth: 0.40)
    case .courier:
      self.init("Courier", "app-8d46b0c7-f5e3-49a1-92d8-1f6c3b7ae054", .office, growth: 0.15)
    case .mosaic:
      self.init("Mosaic", "app-e91a5c38-4d72-4b06-a3ef-60b8d2f7c91b", .leisure, growth: 0.25)
    case .tidepool:
      self.init("Tidepool", "app-7430de6f-b82c-4195-8e4a-d5c91f02b768", .leisure, growth: 0.50)
    case .unassigned:
      self.init("Unassigned", "os-global", .steady, growth: 0.05)
    }
  }

  private init(_ name: String, _ puterID: String, _ habit: Habit, growth: Double) {
    self.name = name
    self.puterID = puterID
    subject = SeededNoise.subject("app " + name)
    week = habit.week
    hours = habit.hours
    self.growth = growth
  }
}

/// When people and machines use an app.
private struct Habit {
  let week: [Double]
  let hours: [Int]

  /// People at work, most of them in Europe.
  static let office = Habit(
    week: [1.00, 1.04, 1.05, 1.03, 0.95, 0.58, 0.53],
    hours: [
      8, 6, 5, 5, 7, 12, 26, 52, 80, 95, 100, 96, 86, 92, 97, 92, 80, 60, 42, 32, 26, 20, 15, 11,
    ]
  )

  /// Machines, day and night.
  static let steady = Habit(
    week: [1.00, 1.01, 1.01, 1.00, 0.99, 0.93, 0.92],
    hours: [
      58, 56, 54, 54, 55, 58, 62, 68, 74, 78, 80, 80, 78, 80, 84, 86, 84, 80, 76, 72, 68, 66, 62,
      60,
    ]
  )

  /// Jobs that start at one in the morning, and people who look at their results.
  static let nightly = Habit(
    week: [1.00, 1.02, 1.03, 1.01, 0.98, 0.66, 0.60],
    hours: [
      20, 95, 100, 98, 90, 62, 30, 22, 28, 34, 36, 32, 28, 32, 34, 30, 26, 20, 14, 10, 9, 8, 8, 10,
    ]
  )

  /// People at home.
  static let leisure = Habit(
    week: [0.94, 0.93, 0.95, 0.98, 1.05, 1.10, 1.06],
    hours: [
      40, 26, 18, 14, 12, 14, 20, 30, 38, 44, 48, 52, 56, 56, 54, 56, 62, 72, 84, 96, 100, 92, 76,
      56,
    ]
  )
}
