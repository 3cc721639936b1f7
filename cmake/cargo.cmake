# The Rust part: the static library, and which of the system's libraries it needs.
#
# DF2D_CARGO_TARGET_DIR is where cargo builds, and DF2D_CARGO_TARGET the platform, as Rust names it, for which it does
# when that is not the machine's own. With a folder vendor/, as `cargo vendor` makes it, no network is needed.
find_program(CARGO cargo REQUIRED)
find_program(RUSTC rustc REQUIRED)
set(DF2D_CARGO_TARGET_DIR "${CMAKE_CURRENT_BINARY_DIR}/cargo" CACHE PATH "Where cargo builds")
set(DF2D_CARGO_TARGET "$ENV{CARGO_BUILD_TARGET}" CACHE STRING "The Rust target, if it is not the machine's own")

set(cargo_arguments --release --lib --locked --quiet --target-dir "${DF2D_CARGO_TARGET_DIR}")
set(rustc_arguments --crate-name native --crate-type staticlib)
# make's job server is out of reach for what a rule of CMake's runs, and cargo would complain.
set(cargo_environment --unset=CARGO_BUILD_TARGET --unset=MAKEFLAGS)
set(static_library "${DF2D_CARGO_TARGET_DIR}/release/libdf2d.a")
if(DF2D_CARGO_TARGET)
  list(APPEND cargo_arguments --target "${DF2D_CARGO_TARGET}")
  list(APPEND rustc_arguments --target "${DF2D_CARGO_TARGET}")
  string(TOUPPER "CARGO_TARGET_${DF2D_CARGO_TARGET}_LINKER" linker)
  string(REPLACE "-" "_" linker "${linker}")
  list(APPEND cargo_environment "${linker}=${CMAKE_C_COMPILER}")
  set(static_library "${DF2D_CARGO_TARGET_DIR}/${DF2D_CARGO_TARGET}/release/libdf2d.a")
endif()
if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/vendor")
  list(APPEND cargo_arguments --offline
    --config "source.crates-io.replace-with=\"vendor\""
    --config "source.vendor.directory=\"${CMAKE_CURRENT_SOURCE_DIR}/vendor\"")
endif()

# cargo decides what is out of date.
add_custom_target(df2d_cargo
  COMMAND "${CMAKE_COMMAND}" -E env ${cargo_environment} "${CARGO}" build ${cargo_arguments}
  WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
  BYPRODUCTS "${static_library}"
  VERBATIM
  COMMENT "Building the Rust library")

# Every Rust library needs these, and libdf2d no others (scripts/test-packages asks about it itself).
execute_process(
  COMMAND "${RUSTC}" ${rustc_arguments} --print native-static-libs -o "${CMAKE_CURRENT_BINARY_DIR}/native.a" -
  INPUT_FILE /dev/null
  ERROR_VARIABLE rustc_notes
  COMMAND_ERROR_IS_FATAL ANY)
if(NOT rustc_notes MATCHES "native-static-libs: ([^\n]+)")
  message(FATAL_ERROR "${RUSTC} does not say which libraries a Rust library needs:\n${rustc_notes}")
endif()
separate_arguments(native_libraries UNIX_COMMAND "${CMAKE_MATCH_1}")
# Compilers add these by themselves, and a program that is static as a whole has another libgcc.
list(REMOVE_ITEM native_libraries -lgcc_s -lc)
list(JOIN native_libraries " " native_flags)
