import Testing
import UsageModel

struct UsageValueTests {
  @Test func `the weakest of several qualities is their maximum`() {
    #expect(Quality.allCases == [.measured, .imported, .interpolated, .correction])
    #expect(Quality.allCases == Quality.allCases.sorted())
  }

  @Test func `a window that ends before it starts is none`() {
    let start = Timestamp(seconds: 1000)
    #expect(BillingWindow(start: start, stop: start, basis: .stated) == nil)
    let before = Timestamp(seconds: 999)
    #expect(BillingWindow(start: start, stop: before, basis: .stated) == nil)
    let month = BillingWindow(month: Month(year: 2024, month: 2), basis: .calendarMonth)
    #expect(month.start.description == "2024-02-01T00:00:00Z")
    #expect(month.stop.description == "2024-03-01T00:00:00Z")
  }

  @Test(arguments: ["(other)", "(not broken down)", "(no app)", "(unallocated)", "Other (12)"])
  func `names of the product's own are reserved`(name: String) {
    #expect(ReservedName.isReserved(name))
  }

  @Test(arguments: ["", "other", "(others)", "Other", "Other ()", "Other (x)", "My Other (3)"])
  func `other names are free`(name: String) {
    #expect(!ReservedName.isReserved(name))
  }

  @Test func `apps are called as the configuration says`() {
    let context = UsageContext(
      currency: "EUR",
      apps: ["app-1": UsageContext.App(name: "Shop"), "app-2": UsageContext.App()]
    )
    #expect(
      ["app-1", "app-2", "app-3", "os-global"].map(context.appName(of:)) == [
        "Shop", "app-2", "app-3", "(no app)",
      ]
    )
  }
}
