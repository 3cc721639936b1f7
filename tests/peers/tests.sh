# What scripts/test-peers tries with a medium, each in a folder of its own; "run" and "check" and the like are there.
# shellcheck shell=bash disable=SC2154,SC2034 # they come from there

test_inspect() {
    new_disc
    skin -minfo
    check "inspect a new disc" worked
    check "its name" said "Mounted media type: *$(name_of "$medium")\$"
    if [[ $way == over ]]; then
        return
    fi
    check "it is empty" said 'disk status: *empty'
    skin -toc
    check "table of contents" said "Media summary: 0 sessions, 0 tracks, blank $(name_of "$medium")"
    if [[ $medium == cd-* ]]; then
        skin -atip
        check "ATIP" said 'ATIP start of lead out: *359844'
    fi
}

# Burn, append, close, and find that it is closed.
test_sessions() {
    new_disc
    skin -tao -multi "$work/first"
    check "burn" worked
    check "burn: the data" same first 0
    skin -msinfo
    check "where to append" said "^0,$(start_of 2)"
    skin -tao -multi "$work/second"
    check "append" worked
    check "append: the data" same second "$(start_of 2)"
    check "append: the first session" same first 0
    skin -toc
    check "two sessions" said "Media summary: 2 sessions, 2 tracks, appendable $(name_of "$medium")"
    skin -tao "$work/second"
    check "append and close" worked
    check "append and close: the data" same second "$(start_of 3)"
    skin -minfo
    check "it is closed" said 'disk status: *complete'
    skin -tao "$work/first"
    check "a closed disc is refused" refused
    check "a closed disc is as it was" same first 0
}

# One session, its size announced beforehand.
test_disc_at_once() {
    new_disc
    skin -sao "$work/first"
    check "disc at once" worked
    check "disc at once: the data" same first 0
    skin -minfo
    check "disc at once: closed" said 'disk status: *complete'
}

test_blank() {
    new_disc
    skin -tao -multi "$work/first"
    for how in fast all; do
        skin "blank=$how"
        check "blank=$how" worked
        skin -minfo
        check "blank=$how: empty" said 'disk status: *empty'
        skin -sao "$work/second"
        check "burn after blank=$how" worked
        check "burn after blank=$how: the data" same second 0
    done
    skin blank=as_needed -sao "$work/first"
    check "blank=as_needed" worked
    check "blank=as_needed: the data" same first 0
    peer xorriso -outdev "$drive" -blank as_needed
    check "xorriso -blank as_needed" worked
    skin -minfo
    check "xorriso -blank as_needed: empty" said 'disk status: *empty'
}

# A DVD-RW goes from sequential to overwritable and back.
test_format_and_back() {
    new_disc
    skin blank=format_overwrite
    check "blank=format_overwrite" worked
    skin -minfo
    check "it can be overwritten" said 'Mounted media type: *DVD-RW restricted overwrite'
    skin "$work/first"
    check "burn on a formatted disc" worked
    check "burn on a formatted disc: the data" same first 0
    skin blank=deformat_sequential
    check "blank=deformat_sequential" worked
    skin -minfo
    check "it is sequential again" said 'Mounted media type: *DVD-RW sequential recording'
}

# Ahead of any burn.
test_format() {
    local how=format_if_needed
    # libburn lets a DVD+RW be formatted by its first WRITE unless it is told to.
    [[ $medium == dvd+rw ]] && how=format_overwrite_full
    new_disc
    skin "blank=$how"
    check "blank=$how" worked
    check "it is formatted" grep -q '^format complete' d.disc
    skin -tao "$work/first"
    check "burn on a formatted disc" worked
    check "burn on a formatted disc: the data" same first 0
}

# Discs of two and three layers, and of 128 GB where there is one.
test_large() {
    local size sizes=(24438784 48878592)
    [[ $medium == bd-r ]] && sizes+=(62500864)
    for size in "${sizes[@]}"; do
        new_disc
        recorder+="&size=$size"
        skin -minfo
        check "inspect a disc of $size sectors" worked
        skin blank=as_needed -tao "$work/first"
        check "burn a disc of $size sectors" worked
        check "burn a disc of $size sectors: the data" same first 0
    done
}

# A drive that takes its time, on a clock that runs fast: its buffer is full, and flushing, closing, blanking and
# formatting go on after the command for them.
test_slow() {
    local scale=200 options=()
    # Certifying a BD-RE takes hours.
    [[ $medium == bd-re ]] && scale=5000
    [[ $way == again ]] && options=(-tao -multi)
    new_disc
    recorder+="&speed=2000&buffer=524288&clock=scaled:$scale"
    skin blank=as_needed "${options[@]}" "$work/first"
    check "a slow drive burns" worked
    check "a slow drive burns: the data" same first 0
    if [[ $way == again ]]; then
        skin blank=all
        check "a slow drive blanks" worked
        skin -minfo
        check "a slow drive blanks: empty" said 'disk status: *empty'
    elif [[ $medium == dvd+rw ]]; then
        skin blank=format_overwrite_full
        check "a slow drive formats" worked
        check "a slow drive formats: all of it" grep -q '^format complete' d.disc
    fi
}

# What no program here writes is told by its name, and stays as it is.
test_foreign() {
    new_disc
    skin -toc
    cp d.disc before
    skin -tao "$work/first"
    check "its name" said "Media : .*$(name_of "$medium")\$"
    check "cdrskin does not burn it" refused
    peer growisofs -Z "$drive=$work/first"
    check "growisofs does not burn it" refused
    check "it is as it was" cmp before d.disc
}

test_pressed() {
    disc=d
    recorder="virtual:d?media=$medium"
    genisoimage -quiet -R -o d "$work/trees"
    cp d before
    skin -minfo
    check "its name" said "Mounted media type: *$(name_of "$medium")\$"
    check "it is closed" said 'disk status: *complete'
    peer xorriso -osirrox on -indev "$drive" -extract / back
    check "xorriso extracts" worked
    check "every file is the same" diff -r "$work/trees" back
    skin -tao "$work/first"
    check "it is not burned" refused
    check "it is as it was" cmp before d
}

test_overwrite() {
    new_disc
    skin blank=as_needed "$work/first"
    check "format and burn" worked
    check "format and burn: the data" same first 0
    skin "$work/second"
    check "overwrite" worked
    check "overwrite: the data" same second 0
    peer xorriso -outdev "$drive" -format full
    check "xorriso -format full" worked
    skin "$work/first"
    check "burn on a formatted disc" worked
    check "burn on a formatted disc: the data" same first 0
}

# A multi-session ISO that xorriso grows, read back by xorriso from the drive and by isoinfo from the image.
test_grow() {
    local last_session
    new_disc
    peer xorriso -outdev "$drive" -map "$work/trees/one" /one -commit
    check "xorriso begins an ISO" worked
    peer xorriso -dev "$drive" -map "$work/trees/two" /two -commit
    check "xorriso grows it" worked
    peer xorriso -indev "$drive" -toc
    check "two sessions of the ISO" test "$(grep -c '^ISO session' out)" = 2
    # An overwritable disc has the newest tree at its start, where any reader looks for it.
    last_session=0
    [[ $way != over ]] && last_session=$(sed -n 's/^ISO session *: *2 *, *\([0-9]*\).*/\1/p' out)
    rm -rf back
    peer xorriso -osirrox on -indev "$drive" -extract / back
    check "xorriso extracts" worked
    check "every file is the same" diff -r "$work/trees" back
    check "isoinfo lists" isoinfo -R -f -i d -T "$last_session"
    check "isoinfo lists every file" test "$(isoinfo -R -f -i d -T "$last_session" | sort)" = \
        "$(cd "$work/trees" && find . -mindepth 1 | sed 's/^\.//' | sort)"
    check "isoinfo reads the first session" \
        cmp <(isoinfo -R -i d -T "$last_session" -x /one/numbers) "$work/trees/one/numbers"
    check "isoinfo reads the second" cmp <(isoinfo -R -i d -T "$last_session" -x /two/more) "$work/trees/two/more"
}

# IMAPI2 never leaves a DVD+R of two layers open.
closes_always() {
    [[ $medium == dvd+r-dl ]]
}

# Each continues what the other began.
test_both_directions() {
    if [[ $way == over ]]; then
        new_disc
        ours "$work/first"
        skin "$work/second"
        check "cdrskin overwrites ours" worked
        check "cdrskin overwrites ours: the data" same second 0
        # The drive or cdrskin fills the last block.
        check "cdrskin overwrites ours: what was there" cmp -i $((704 * 2048)) -n $((700 * 2048)) "$work/first" d
        ours "$work/first"
        check "we overwrite cdrskin's" worked
        check "we overwrite cdrskin's: the data" same first 0
        return
    fi
    new_disc
    skin -tao -multi "$work/second"
    ours --leave-open "$work/first"
    check "we append to cdrskin's" worked
    check "we append to cdrskin's: the data" same first "$(start_of 2)"
    check "we append to cdrskin's: the first session" same second 0
    if closes_always; then
        return
    fi
    ours --close "$work/second"
    check "we append and close" worked
    check "we append and close: the data" same second "$(start_of 3)"
    skin -minfo
    check "cdrskin finds it closed" said 'disk status: *complete'
    new_disc
    ours --leave-open "$work/first"
    check "we begin" worked
    skin -tao -multi "$work/second"
    check "cdrskin appends to ours" worked
    check "cdrskin appends to ours: the data" same second "$(start_of 2)"
    check "cdrskin appends to ours: the first session" same first 0
    ours --leave-open "$work/first"
    check "we append to that" worked
    check "we append to that: the data" same first "$(start_of 3)"
}

# alike NAME COMMAND: what the drive says of the discs "ours" and "theirs" differs in what tests/peers/differences lists,
# and in nothing else.
alike() {
    "$work/disc-state" virtual:ours >ours.txt
    "$work/disc-state" virtual:theirs >theirs.txt
    # A line is a key and its value.
    { diff ours.txt theirs.txt || true; } >out
    sed -n 's/^[<>] \([^ ]*\).*/\1/p' out | sort -u >differences
    sed -n "s/^$medium $1 \([^ ]*\) .*/\1/p" "$top/tests/peers/differences" | sort >explained
    last="df2d-burn and cdrskin $2"
    check "$1: the drive's answers after ours and theirs" diff explained differences
}

# ours_on new|again OPTION…, theirs_on new|again OPTION…: the two discs.
ours_on() {
    if [[ $1 == new ]]; then new_disc ours; else again ours; fi
    shift
    ours "$@"
    check "ours for comparison: $*" worked
}

theirs_on() {
    if [[ $1 == new ]]; then new_disc theirs; else again theirs; fi
    shift
    skin "$@"
    check "theirs for comparison: $*" worked
}

again() {
    disc=$1
    recorder=virtual:$disc
}

test_alike() {
    # IMAPI2 has libdf2d add 150 sectors to a track on CD; cdrskin is asked for them.
    local pad=()
    [[ $medium == cd-* ]] && pad=(padsize=150s)
    case $way in
        over)
            ours_on new "$work/first"
            theirs_on new blank=as_needed "$work/first"
            alike burned blank=as_needed
            ;;
        single)
            ours_on new --close "$work/first"
            theirs_on new -sao "$work/first"
            alike closed -sao
            ;;
        *)
            if ! closes_always; then
                ours_on new --leave-open "$work/first"
                theirs_on new -tao -multi "${pad[@]}" "$work/first"
                alike open "-tao -multi ${pad[*]}"
                ours_on again --leave-open "$work/second"
                theirs_on again -tao -multi "${pad[@]}" "$work/second"
                alike appended "-tao -multi ${pad[*]}, twice"
            fi
            ours_on new --close "$work/first"
            theirs_on new -tao "${pad[@]}" "$work/first"
            alike closed "-tao ${pad[*]}"
            ;;
    esac
}

# growisofs appends an image: given files, it would have genisoimage read the disc while it has the drive itself.
test_growisofs() {
    local next last_session=0
    new_disc
    peer growisofs -Z "$drive" -quiet -R "$work/trees/one"
    check "growisofs burns" worked
    check "growisofs burns: the data" cmp <(isoinfo -R -i d -x /numbers) "$work/trees/one/numbers"
    next=$(($(stat -c %s d) / 2048))
    if [[ $way != over ]]; then
        next=$(start_of 2)
        last_session=$next
    fi
    genisoimage -quiet -R -C "16,$next" -M d -o more.iso "$work/trees/two" >out 2>&1 || true
    peer growisofs -C "16,$next" -M "$drive=more.iso"
    check "growisofs appends" worked
    check "growisofs appends: the data" cmp <(isoinfo -R -i d -T "$last_session" -x /more) "$work/trees/two/more"
    check "growisofs appends: the first session" \
        cmp <(isoinfo -R -i d -T "$last_session" -x /numbers) "$work/trees/one/numbers"
}

# wodim without -data would write the mode of CD-ROM XA.
test_others_on_cd() {
    new_disc
    peer wodim "dev=$drive" gracetime=0 -tao -data -multi "$work/first"
    check "wodim burns" worked
    check "wodim burns: the data" same first 0
    peer wodim "dev=$drive" gracetime=0 -tao -data "$work/second"
    check "wodim appends" worked
    check "wodim appends: the data" same second "$(start_of 2)"
    skin -minfo
    check "cdrskin finds it closed" said 'disk status: *complete'
    if [[ $way == again ]]; then
        peer wodim "dev=$drive" gracetime=0 blank=fast
        check "wodim blanks" worked
        skin -minfo
        check "cdrskin finds it empty" said 'disk status: *empty'
    else
        new_disc
    fi
    printf 'CD_ROM\nTRACK MODE1\nDATAFILE "%s"\n' "$work/second" >image.toc
    peer cdrdao write -n --device "$drive" image.toc
    check "cdrdao burns" worked
    check "cdrdao burns: the data" same second 0
}
