import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct CalendarStepsTests {
  @Test func `the middle day is in step 2 or 3 whatever the size`() throws {
    for exponent in -6...15 {
      for mantissa in 10...99 {
        let median = try #require(FixedDecimal("\(mantissa)e\(exponent)"))
        for places in 1...2 {
          let steps = CalendarSteps([median], places: places)
          #expect((2...3).contains(steps.step(of: median)), "\(median)")
        }
      }
    }
  }

  @Test func `the middle of many days is, too`() throws {
    for seed in 0..<100 {
      let amounts = (0..<(1 + seed % 60)).map {
        FixedDecimal(1 + (seed * 613 + $0 * $0 * 37) % 997)
      }
      let median = amounts.sorted()[amounts.count / 2]
      #expect((2...3).contains(CalendarSteps(amounts).step(of: median)))
    }
  }

  @Test func `bounds are round, rise by one step, and whole where they can be`() {
    let steps = CalendarSteps(Samples.daily.compactMap(\.self))
    #expect(steps.bounds == [80, 120, 160, 200, 240])
    #expect(steps.decimals == 0)
    let cents = CalendarSteps(Samples.decimals(["0.42"]).compactMap(\.self), places: 2)
    #expect(cents.bounds.map(\.description) == ["0.2", "0.3", "0.4", "0.5", "0.6"])
    #expect(cents.decimals == 2)
  }

  @Test func `days without spend have no say, and days below zero are in the first step`() {
    let amounts: [FixedDecimal] = [0, 0, 0, 0, 155, -20]
    let steps = CalendarSteps(amounts)
    #expect(steps == CalendarSteps([155]))
    #expect(steps.step(of: -20) == 0)
    #expect(steps.step(of: 0) == 0)
  }

  @Test func `a day is in the step of what is shown of it`() {
    let steps = CalendarSteps([155])
    #expect(steps.step(of: ChartSamples.amount("159.4")) == 2)
    #expect(steps.step(of: ChartSamples.amount("159.6")) == 3)
  }

  @Test func `steps rise with the amount`() {
    let steps = CalendarSteps([155])
    let found = stride(from: -100, to: 500, by: 7).map { steps.step(of: FixedDecimal($0)) }
    #expect(found == found.sorted())
    #expect(found.first == 0 && found.last == 5)
  }

  @Test func `nothing, the smallest and the largest amount have steps`() {
    #expect(CalendarSteps([]).bounds == [2, 3, 4, 5, 6])
    for units in [1, 2, 3, Int128.max] {
      let amount = FixedDecimal(units: units)
      #expect((0..<CalendarSteps.count).contains(CalendarSteps([amount]).step(of: amount)))
    }
  }

  @Test func `the legend says where each step begins`() {
    func layout(_ unit: ChartUnit, _ actual: [DayAmount]) -> CalendarLayout {
      CalendarLayout(
        .init(first: Samples.firstDay, actual: actual),
        unit: unit,
        format: .englishUS
      )
    }
    let money = layout(.money("USD"), ChartSamples.daily)
    #expect(money.legend == ["< 80", "80–119", "120–159", "160–199", "200–239", "240 +"])
    #expect(money.unitName == "US dollars a day")
    let counts = layout(.count("requests"), [.complete(4)])
    #expect(counts.legend == ["< 2", "2", "3", "4", "5", "6 +"])
    #expect(counts.unitName == "requests a day")
    #expect(layout(.count(""), [.complete(4_000_000)]).legend[2] == "3M–4M")
  }
}
