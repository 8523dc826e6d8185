import Testing
import UsageFiles

struct FOCUSVersionTests {
  @Test
  func `versions are in the order of their ratification`() {
    let names = FOCUSVersion.allCases.map(\.rawValue)
    #expect(names == names.sorted())
    #expect(names.last == "1.4")
  }
}
