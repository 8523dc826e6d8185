// swift-tools-version: 6.2

// The bridge with its tests and without everything else, so that checks which compile all of it anew,
// such as those under the address sanitizer, take seconds.

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
]

let package = Package(
  name: "BridgeChecks",
  targets: [
    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .target(name: "CLuaBridge", dependencies: ["CLua"]),
    .target(
      name: "LuaHost",
      dependencies: ["CLuaBridge"],
      swiftSettings: settings + [.strictMemorySafety()]
    ),
    .target(name: "StockLua", dependencies: ["CLua"], path: "Tests/StockLua"),
    .testTarget(
      name: "LuaHostTests",
      dependencies: ["LuaHost", "StockLua"],
      swiftSettings: settings
    ),
  ]
)

// The fuzzing target has no main of its own, so it only builds under the fuzzer: see ./fuzz.
if Context.environment["FUZZ"] == "1" {
  package.targets.append(
    .executableTarget(
      name: "BridgeFuzz",
      dependencies: ["LuaHost", "StockLua"],
      path: "Fuzzing",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]
    )
  )
}
