// swift-tools-version: 6.2

import PackageDescription

// What every target of ours is compiled with. The numbers are Swift Evolution proposals.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
]

/// The tests of a target, with what else they use.
func tests(
  of target: String,
  using others: [Target.Dependency] = [],
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(target)Tests",
    dependencies: [.byName(name: target)] + others,
    exclude: exclude,
    swiftSettings: settings
  )
}

/// A program that docs/embedding.md shows; it shares this build, and is part of no product.
func example(
  _ name: String,
  using others: [Target.Dependency],
  exclude: [String]
) -> Target {
  .executableTarget(
    name: name,
    dependencies: others,
    path: "docs/examples/\(name)",
    exclude: exclude,
    swiftSettings: settings
  )
}

let package = Package(
  name: "Tallystick",
  products: [
    .library(name: "LuaHost", targets: ["LuaHost"]),
    .library(
      name: "Tallystick",
      // What the interface of Tallystick speaks of, too.
      targets: ["Tallystick", "LuaHost", "UsageModel", "UsageProviders", "UsageStore"]
    ),
    .executable(name: "tally", targets: ["TallystickCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // C. Everything that can `longjmp` is in CLuaBridge.
    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]
    ),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CLuaBridge", dependencies: ["CLua"]),
    .target(name: "CProcess"),

    // One direction: each target may import what stands above it, never what stands below.
    .target(
      name: "LuaHost",
      dependencies: ["CLuaBridge"],
      swiftSettings: settings + [.strictMemorySafety()]
    ),
    .target(name: "UsageModel", swiftSettings: settings),
    .target(
      name: "UsageProviders",
      dependencies: ["CCurl", "UsageModel"],
      swiftSettings: settings
    ),
    .target(
      name: "UsageStore",
      dependencies: ["CZlib", "UsageModel", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings
    ),
    .target(name: "UsageFiles", dependencies: ["CZlib", "UsageModel"], swiftSettings: settings),
    .target(name: "UsageAnalysis", dependencies: ["UsageModel"], swiftSettings: settings),
    .target(name: "ReportDocument", dependencies: ["UsageModel"], swiftSettings: settings),
    .target(
      name: "ReportRendering",
      dependencies: [
        "ReportDocument", "UsageModel", .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "ReportScripting",
      dependencies: ["LuaHost", "ReportDocument", "UsageAnalysis", "UsageModel"],
      swiftSettings: settings
    ),
    .target(
      name: "UsagePlugins",
      dependencies: [
        "LuaHost", "ReportDocument", "ReportScripting", "UsageAnalysis", "UsageModel",
        "UsageProviders",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Tallystick",
      dependencies: [
        "CProcess", "LuaHost", "ReportDocument", "ReportRendering", "ReportScripting",
        "UsageAnalysis", "UsageFiles", "UsageModel", "UsagePlugins", "UsageProviders",
        "UsageStore", "Yams",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "ProviderSimulator",
      dependencies: ["UsageModel", .product(name: "FlyingFox", package: "FlyingFox")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "TallystickCommand",
      dependencies: [
        "ProviderSimulator", "ReportDocument", "ReportScripting", "Tallystick", "UsageAnalysis",
        "UsageFiles", "UsageModel", "UsagePlugins", "UsageProviders", "UsageStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.embedInCode("Resources/Scripts")],
      swiftSettings: settings
    ),

    // Lua as it comes, which the sandbox is compared with.
    .target(name: "StockLua", dependencies: ["CLua"], path: "Tests/StockLua"),
    .target(name: "Measurement", path: "Benchmarks/Measurement", swiftSettings: settings),
    .executableTarget(
      name: "LuaHostBenchmark",
      dependencies: ["LuaHost", "Measurement", "StockLua"],
      path: "Benchmarks/LuaHostBenchmark",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "FetchBenchmark",
      dependencies: [
        "Measurement", "ProviderSimulator", "Tallystick", "UsageModel", "UsageProviders",
        "UsageStore",
      ],
      path: "Benchmarks/FetchBenchmark",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "StoreBenchmark",
      dependencies: ["Measurement", "UsageModel", "UsageProviders", "UsageStore"],
      path: "Benchmarks/StoreBenchmark",
      swiftSettings: settings
    ),

    .executableTarget(
      name: "FrameBenchmark",
      dependencies: ["Measurement", "UsageAnalysis", "UsageModel", "UsageStore"],
      path: "Benchmarks/FrameBenchmark",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "AllocationBenchmark",
      dependencies: ["Measurement", "UsageAnalysis", "UsageModel"],
      path: "Benchmarks/AllocationBenchmark",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "ForecastBenchmark",
      dependencies: ["Measurement", "UsageAnalysis", "UsageModel"],
      path: "Benchmarks/ForecastBenchmark",
      swiftSettings: settings
    ),

    .executableTarget(
      name: "FileBenchmark",
      dependencies: ["Measurement", "UsageFiles", "UsageModel", "UsageStore"],
      path: "Benchmarks/FileBenchmark",
      swiftSettings: settings
    ),

    .executableTarget(
      name: "RenderBenchmark",
      dependencies: ["Measurement", "ReportDocument", "ReportRendering", "UsageModel"],
      path: "Benchmarks/RenderBenchmark",
      swiftSettings: settings
    ),

    example("RunScript", using: ["LuaHost"], exclude: ["mistake.lua", "owners.lua"]),
    example(
      "ReportServer",
      using: [
        "LuaHost", "Tallystick", "UsageModel", .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "Logging", package: "swift-log"),
      ],
      exclude: ["Scripts", "tallystick.yaml"]
    ),
    example(
      "CustomProvider",
      using: [
        "Tallystick", "UsageModel", "UsageProviders", "UsageStore",
        .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      exclude: ["Scripts"]
    ),

    // What tests of several targets share.
    .target(
      name: "TestSupport",
      dependencies: ["UsageModel"],
      path: "Tests/TestSupport",
      swiftSettings: settings
    ),
    tests(of: "LuaHost", using: ["StockLua"]),
    tests(of: "UsageModel", using: ["TestSupport"]),
    tests(of: "UsageProviders", using: ["UsageModel"]),
    tests(
      of: "UsageStore",
      using: ["TestSupport", "UsageModel", .product(name: "GRDB", package: "GRDB.swift")]
    ),
    tests(of: "UsageFiles", using: ["TestSupport", "UsageModel"]),
    tests(of: "UsageAnalysis", using: ["TestSupport", "UsageModel"]),
    tests(
      of: "UsagePlugins",
      using: [
        "LuaHost", "ReportDocument", "ReportScripting", "UsageAnalysis", "UsageModel",
        "UsageProviders",
      ]
    ),
    tests(of: "ReportDocument", using: ["UsageModel"]),
    tests(
      of: "ReportRendering",
      using: ["ReportDocument", "TestSupport", "UsageModel"],
      exclude: ["Snapshots"]
    ),
    tests(
      of: "ReportScripting",
      using: ["LuaHost", "ReportDocument", "TestSupport", "UsageAnalysis", "UsageModel"]
    ),
    tests(
      of: "Tallystick",
      using: [
        "LuaHost", "ProviderSimulator", "ReportScripting", "TestSupport", "UsageFiles",
        "UsageModel", "UsagePlugins", "UsageProviders", "UsageStore",
        "TallystickCommand",  // the program itself, which workers run
        "ReportServer",  // an example, which is run
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    tests(of: "ProviderSimulator", using: ["UsageModel"]),
    tests(
      of: "TallystickCommand",
      using: [
        "ProviderSimulator", "Tallystick", "UsageAnalysis", "UsageFiles", "UsageModel",
        "UsageStore", "TestSupport",
        "CustomProvider", "ReportServer", "RunScript",  // what the guides run
      ]
    ),
  ]
)
