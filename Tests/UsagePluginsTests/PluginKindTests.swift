import Testing
import UsagePlugins

struct PluginKindTests {
  @Test
  func `each kind of plug-in has a folder of its own`() {
    #expect(PluginKind.allCases.map(\.rawValue) == ["providers", "writers", "methods"])
  }
}
