# What is installed, and how it is found: by pkg-config, and by find_package(df2d) with its optional components shared
# and static. An installed tree may be moved as a whole, unless a directory was given as an absolute path.
include(CMakePackageConfigHelpers)
set(package_directory "${CMAKE_INSTALL_LIBDIR}/cmake/df2d")

install(TARGETS df2d EXPORT df2dTargets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY include/df2d DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT df2dTargets NAMESPACE df2d:: DESTINATION "${package_directory}")
if(DF2D_INSTALL_STATIC)
  install(FILES "${static_library}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")
endif()
configure_package_config_file(cmake/df2dConfig.cmake.in df2dConfig.cmake
  INSTALL_DESTINATION "${package_directory}"
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
# A minor version only adds (docs/abi-stability.md).
write_basic_package_version_file(df2dConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/df2dConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/df2dConfigVersion.cmake"
  DESTINATION "${package_directory}")

# df2d.pc names the prefix relative to itself where it can.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(pc_prefix "${CMAKE_INSTALL_PREFIX}")
  set(pc_libdir "${CMAKE_INSTALL_LIBDIR}")
else()
  file(RELATIVE_PATH pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" pc_prefix "\${pcfiledir}/${pc_prefix}")
  set(pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
endif()
set(pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
if(IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  set(pc_includedir "${CMAKE_INSTALL_INCLUDEDIR}")
endif()
configure_file(df2d.pc.in df2d.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/df2d.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

file(GLOB manual_pages CONFIGURE_DEPENDS docs/man/*.3)
install(FILES ${manual_pages} DESTINATION "${CMAKE_INSTALL_MANDIR}/man3")

if(DF2D_BUILD_PROGRAMS)
  # Programs find the library of their own prefix.
  set(rpath "${CMAKE_INSTALL_FULL_LIBDIR}")
  if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" AND NOT IS_ABSOLUTE "${CMAKE_INSTALL_BINDIR}")
    file(RELATIVE_PATH rpath "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
    set(rpath "$ORIGIN/${rpath}")
  endif()
  set_target_properties(df2d-command df2d-burn PROPERTIES INSTALL_RPATH "${rpath}")
  install(TARGETS df2d-command df2d-burn)
  if(DF2D_COMPLETION)
    set(completions "${CMAKE_CURRENT_BINARY_DIR}/completion")
    set(DF2D_ZSH_COMPLETION_DIR "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" CACHE STRING "Where zsh looks for completions")
    install(FILES "${completions}/bash" RENAME df2d DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
    install(FILES "${completions}/zsh" RENAME _df2d DESTINATION "${DF2D_ZSH_COMPLETION_DIR}")
    install(FILES "${completions}/fish" RENAME df2d.fish DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
  endif()
  file(GLOB manual_pages CONFIGURE_DEPENDS docs/man/*.1)
  install(FILES ${manual_pages} DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
endif()
