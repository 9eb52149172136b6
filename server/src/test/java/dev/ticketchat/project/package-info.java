/// What holds for the project as a whole: its dependencies, its documents.
@NullMarked
package dev.ticketchat.project;

import org.jspecify.annotations.NullMarked;
